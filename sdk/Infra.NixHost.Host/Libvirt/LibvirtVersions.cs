using Infra.NixHost.Host.Facts;
using Infra.NixHost.Host.Libvirt.Interop;

namespace Infra.NixHost.Host.Libvirt;

/// <summary>The versions of the host's libvirt and of the QEMU it starts.</summary>
internal sealed class LibvirtVersions(LibvirtConnection connection)
{
    /// <summary>The first libvirt that takes the size of TCG's buffer.</summary>
    private static readonly Version Oldest = new(8, 0, 0);

    /// <summary>The versions, empty where nobody answers; what is wrong goes to the problems.</summary>
    public async Task<(string Libvirt, string Qemu)> ReadAsync(
        List<HostProblem> problems,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var libvirt = await connection.CallAsync(
                "tell its version",
                connect =>
                {
                    VirCall.Check(VirApi.virConnectGetLibVersion(connect, out var number));
                    return Decode(number);
                },
                cancellationToken
            );
            if (libvirt < Oldest)
                problems.Add(HostProblems.OldLibvirt(libvirt));
            return ($"{libvirt}", await ReadQemuAsync(problems, cancellationToken));
        }
        catch (HostException e)
        {
            problems.Add(HostProblems.Of(e));
            return ("", "");
        }
    }

    /// <summary>What guests can ask of libvirt and QEMU.</summary>
    public Task<GuestSupport> ReadSupportAsync(bool isKvm, CancellationToken cancellationToken) =>
        connection.CallAsync(
            "tell what guests can have",
            connect =>
            {
                VirCall.Check(VirApi.virConnectGetLibVersion(connect, out var number));
                var xml = VirCall.Text(
                    VirApi.virConnectGetDomainCapabilities(
                        connect,
                        emulator: null,
                        architecture: null,
                        machine: null,
                        isKvm ? "kvm" : "qemu",
                        flags: 0
                    )
                );
                return DomainCapabilities.Read(xml) with { Libvirt = Decode(number) };
            },
            cancellationToken
        );

    private async Task<string> ReadQemuAsync(
        List<HostProblem> problems,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var qemu = await connection.CallAsync(
                "tell the version of QEMU",
                connect =>
                {
                    VirCall.Check(VirApi.virConnectGetVersion(connect, out var number));
                    return Decode(number);
                },
                cancellationToken
            );
            return $"{qemu}";
        }
        catch (LibvirtException e)
        {
            problems.Add(HostProblems.NoQemu(e.Message));
            return "";
        }
    }

    /// <summary>A million for the major, a thousand for the minor number.</summary>
    private static Version Decode(nuint number) =>
        new((int)(number / 1_000_000), (int)(number / 1_000 % 1_000), (int)(number % 1_000));
}
