using System.Diagnostics;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Ssh;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;
using TestKit;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>
/// A stack on this machine's libvirt and Nix, in a directory of its own. All domains and networks whose name begins with <see cref="Prefix"/> are
/// removed with it, also when the test failed.
/// </summary>
internal sealed class RealHost : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nixhost-real-");
    private readonly List<string> _systemDisks = [];

    /// <param name="way">How the provider reaches this machine.</param>
    public RealHost(Way way = Way.Local)
    {
        // QEMU's user has to reach the disks.
        File.SetUnixFileMode(_directory.FullName, (UnixFileMode)0b111_101_101);
        var options = new HostOptions
        {
            StateDirectory = Path.Combine(_directory.FullName, "state"),
            ImageDirectory = Directory
                .CreateDirectory(Path.Combine(_directory.FullName, "images"))
                .FullName,
        };
        var over = Environment.GetEnvironmentVariable("INFRA_REAL_OVER");
        if (way == Way.Ssh || over is "ssh" or "host")
        {
            Server = SshServer.StartAsync().GetAwaiter().GetResult();
            Host = Connect(options, Server);
        }
        else
        {
            Host = new LocalHost(options);
        }

        Stack = new(Host, _directory.FullName, over == "host" ? Connection() : null);
    }

    /// <summary>This machine, as the output of a Host tells it.</summary>
    private PropertyMap Connection()
    {
        var machine = Host.Facts.ReadMachineAsync(None).GetAwaiter().GetResult();
        return PropertyMap.Of(
            ("uuid", $"{machine.Uuid}"),
            // A connection is opened only with a server.
            ("address", Server!.Address),
            ("hostKey", Server.HostKey),
            ("identityFile", Server.IdentityFile),
            ("stateDirectory", Host.Options.StateDirectory),
            ("imageDirectory", Host.Options.ImageDirectory)
        );
    }

    /// <summary>The prefix of all names that the test makes.</summary>
    public string Prefix => _directory.Name;

    /// <summary>The host's sshd, where it is reached so.</summary>
    public SshServer? Server { get; }

    public LinuxHost Host { get; }
    public HostStack Stack { get; }

    /// <summary>The same host as another process reaches it, over a connection of its own.</summary>
    public SshHost Connect() => Connect(Host.Options, Server!);

    /// <summary>Runs a tool and gives its output; a failure fails the test.</summary>
    public static async Task<string> RunAsync(string tool, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(tool, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(None),
            process.StandardError.ReadToEndAsync(None)
        );
        await process.WaitForExitAsync(None).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.That(
            process.ExitCode,
            Is.Zero,
            $"{tool} {string.Join(' ', arguments)}: {await error}"
        );
        return await output;
    }

    /// <summary>Runs virsh as a user at the host would.</summary>
    public static Task<string> VirshAsync(params string[] arguments) =>
        RunAsync("virsh", ["-c", "qemu:///system", .. arguments]);

    /// <summary>The domain of a guest of this test.</summary>
    public async Task<DomainReading> DomainAsync(string name) =>
        await Host.Domains.ReadAsync(name, None)
        ?? throw new AssertionException($"there is no domain '{name}'");

    /// <summary>A number that changes with every start of the machine.</summary>
    public static async Task<string> RunIdAsync(string name) =>
        (await VirshAsync("domid", name)).Trim();

    /// <summary>An overlay on the quickstart's image: a Linux that boots in seconds and reports.</summary>
    public async Task<string> MakeSystemDiskAsync(string name)
    {
        var image = await Stack.UpAsync(
            "NixImage",
            $"{Prefix}-image",
            PropertyMap.Of(
                ("expression", GuestParts.Expression),
                ("arguments", PropertyMap.Of(("parts", GuestParts.Directory)))
            )
        );
        var disk = await Stack.UpAsync(
            "OverlayDisk",
            $"{Prefix}-{name}",
            PropertyMap.Of(("image", image.Outputs["imagePath"]), ("size", "256MiB"))
        );
        _systemDisks.Add($"{Prefix}-{name}");
        return disk.Id;
    }

    /// <summary>The inputs of a small machine with an empty disk and a card, which boots nothing and may be switched off at any time.</summary>
    public async Task<PropertyMap> MachineAsync() =>
        PropertyMap.Of(
            ("memory", "32MiB"),
            (
                "disks",
                PropertyValue.List(
                    PropertyMap.Of(("path", await MakeDiskAsync("root")), ("serial", "root"))
                )
            ),
            ("networks", PropertyValue.List(PropertyMap.Of(("bridge", "nixhost0")))),
            ("shutdownTimeout", "0s"),
            ("autostart", false)
        );

    /// <summary>An empty disk.</summary>
    public async Task<string> MakeDiskAsync(string name)
    {
        var path = Path.Combine(Host.Options.ImageDirectory, $"{name}.qcow2");
        await RunAsync("qemu-img", "create", "-q", "-f", "qcow2", path, "16M");
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var domain in await Host.Domains.ListAsync(None))
            {
                if (IsOurs(domain.Name))
                {
                    await Host.Domains.StopAsync(domain.Uuid, TimeSpan.Zero, None);
                    await Host.Domains.UndefineAsync(domain.Uuid, None);
                }
            }

            foreach (var disk in _systemDisks)
            {
                await Stack.DestroyAsync("OverlayDisk", disk);
            }

            // Networks are persistent; the pools of the tests are not.
            await ForEachAsync("net-list", "", "net-destroy");
            await ForEachAsync("net-list", "--all", "net-undefine");
            await ForEachAsync("pool-list", "", "pool-destroy");

            if (Stack.Has("NixImage", $"{Prefix}-image"))
            {
                await Stack.DestroyAsync("NixImage", $"{Prefix}-image");
                Assert.That(
                    Directory.GetFileSystemEntries(Host.Options.GcRootDirectory).Where(IsOurs),
                    Is.Empty,
                    "roots that keep the image in the store"
                );
            }
        }
        finally
        {
            Host.Dispose();
            Server?.Dispose();
            _directory.Delete(recursive: true);
        }
    }

    private static SshHost Connect(HostOptions options, SshServer server) =>
        new(
            options,
            new(server.Address) { HostKey = server.HostKey, IdentityFile = server.IdentityFile }
        );

    private bool IsOurs(string name) => name.Contains(Prefix, StringComparison.Ordinal);

    private async Task ForEachAsync(string list, string which, string command)
    {
        var found = await VirshAsync([list, "--name", .. which.Length == 0 ? [] : new[] { which }]);
        foreach (var name in found.Split('\n', StringSplitOptions.TrimEntries).Where(IsOurs))
        {
            await VirshAsync(command, name);
        }
    }
}
