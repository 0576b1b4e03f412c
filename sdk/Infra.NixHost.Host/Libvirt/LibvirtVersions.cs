using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>The versions of the host's libvirt and of the QEMU it starts, and what libvirt tells of the machine.</summary>
internal sealed class LibvirtVersions(LibvirtConnection connection)
{
    /// <summary>The first libvirt that accepts the size of TCG's buffer.</summary>
    private static readonly Version Oldest = new(8, 0, 0);

    /// <summary>
    /// The versions and the number of processors. A version is empty when its program does not answer, and a problem is added.
    /// </summary>
    public async Task<(string Libvirt, string Qemu, int Cpus)> ReadAsync(
        List<HostProblem> problems,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var (libvirt, cpus) = await connection.CallAsync(
                $"tell its version",
                connect =>
                {
                    VirCall.Check(VirApi.virConnectGetLibVersion(connect, out var number));
                    return (Decode(number), CountProcessors(connect));
                },
                cancellationToken
            );
            if (libvirt < Oldest)
            {
                problems.Add(HostProblems.OldLibvirt(libvirt));
            }

            return ($"{libvirt}", await ReadQemuAsync(problems, cancellationToken), cpus);
        }
        catch (HostException e)
        {
            problems.Add(HostProblems.Of(e));
            return ("", "", 0);
        }
    }

    /// <summary>The UUID of the host.</summary>
    /// <exception cref="HostException">The daemon names none.</exception>
    public Task<Guid> ReadMachineAsync(CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"tell which machine it is of",
            connect =>
                DomainCapabilities.ReadMachine(
                    VirCall.Text(VirApi.virConnectGetCapabilities(connect))
                )
                ?? throw new HostException(
                    "host-libvirt",
                    "libvirt on the host tells no UUID of the machine, so nobody can know it again. Set host_uuid in the configuration of its daemon, for "
                        + "example with `uuidgen`, and restart the daemon."
                ),
            cancellationToken
        );

    /// <summary>The features that libvirt and QEMU offer to guests.</summary>
    public Task<GuestSupport> ReadSupportAsync(bool isKvm, CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"tell what guests can have",
            connect =>
            {
                VirCall.Check(VirApi.virConnectGetLibVersion(connect, out var number));
                var kind = isKvm ? "kvm" : "qemu";
                var xml = VirCall.Text(
                    VirApi.virConnectGetDomainCapabilities(
                        connect,
                        emulator: null,
                        architecture: null,
                        machine: null,
                        kind,
                        flags: 0
                    )
                );
                var all = VirCall.Text(VirApi.virConnectGetCapabilities(connect));
                return DomainCapabilities.Read(xml) with
                {
                    Libvirt = Decode(number),
                    Cpus = CountProcessors(connect),
                    Machines = DomainCapabilities.ReadMachines(all, kind),
                };
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
                $"tell the version of QEMU",
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

    private static int CountProcessors(ConnectHandle connect)
    {
        VirCall.Check(VirApi.virNodeGetInfo(connect, out var node));
        return (int)node.Cpus;
    }

    /// <summary>libvirt counts a million for each major version and a thousand for each minor one.</summary>
    private static Version Decode(nuint number) =>
        new((int)(number / 1_000_000), (int)(number / 1_000 % 1_000), (int)(number % 1_000));
}
