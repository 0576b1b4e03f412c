using System.Net;
using CliWrap;

namespace EndToEnd.Tests.Lab;

/// <summary>
/// Hosts on one network, with the machine of somebody who reaches them by ssh. Only the hosts have libvirt, QEMU and what makes disks.
/// </summary>
internal sealed class LabLan : IAsyncDisposable
{
    /// <summary>Where programs of the operator's machine put temporary files. Nothing else uses it.</summary>
    public const string Temporary = "/run/tmp";

    private const string Bridge = "nixhost0";
    private readonly Dictionary<string, LabHost> _hosts = new(StringComparer.Ordinal);

    private LabLan(LabHost from) => Operator = from;

    /// <summary>The machine on which somebody types.</summary>
    public LabHost Operator { get; }

    /// <summary>The hosts by the names that ssh's configuration gives them.</summary>
    public IReadOnlyDictionary<string, LabHost> Hosts => _hosts;

    /// <summary>Starts hosts with their sshd, and the machine that knows them.</summary>
    public static async Task<LabLan> StartAsync(params IReadOnlyList<string> names)
    {
        var lan = new LabLan(
            await LabHost.StartAsync(
                "operator.sh",
                new Dictionary<string, string?>(NixEnvironment.Variables, StringComparer.Ordinal)
                {
                    ["TMPDIR"] = Temporary,
                },
                _ => ["10.77.0.9/24"]
            )
        );
        try
        {
            var ssh = Path.Combine(lan.Operator.Directory, "host", "root", ".ssh");
            await MakeKeyAsync(Path.Combine(ssh, "id_ed25519"));
            foreach (var name in names)
            {
                await lan.AddAsync(name, AddressOf(lan.Hosts.Count + 1), ssh);
            }

            return lan;
        }
        catch
        {
            await lan.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes ssh reach a host by a line whose delay can be set.</summary>
    public async Task<SlowLine> LeadAsync(string name)
    {
        var address = AddressOf(_hosts.Keys.ToList().IndexOf(name) + 1);
        var line = SlowLine.Open(Operator.Process, new(IPAddress.Parse(address), port: 22));
        var file = Path.Combine(Operator.Directory, "host", "root", ".ssh", "config");
        // ssh takes the first value that it finds.
        await File.WriteAllTextAsync(
            file,
            $"Host {name}\n  HostName 127.0.0.1\n  Port {line.Port}\n  HostKeyAlias {address}\n"
                + await File.ReadAllTextAsync(file)
        );
        return line;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values)
        {
            await host.DisposeAsync();
        }

        await Operator.DisposeAsync();
    }

    private static string AddressOf(int number) => $"10.77.0.{number}";

    private async Task AddAsync(string name, string address, string ssh)
    {
        var host = await LabHost.StartAsync();
        _hosts.Add(name, host);
        (await host.RunAsync("hostname", name)).Succeeded();
        (await host.RunAsync("ip", "addr", "flush", "dev", Bridge)).Succeeded();
        (await host.RunAsync("ip", "addr", "add", $"{address}/24", "dev", Bridge)).Succeeded();
        await Operator.ConnectAsync(host, name, ("lan", Bridge));
        await ServeAsync(host, Path.Combine(ssh, "id_ed25519.pub"));
        var key = await File.ReadAllTextAsync(Path.Combine(host.Directory, "hostkey.pub"));
        await File.AppendAllTextAsync(Path.Combine(ssh, "known_hosts"), $"{address} {key}");
        await File.AppendAllTextAsync(
            Path.Combine(ssh, "config"),
            $"Host {name}\n  HostName {address}\n  User root\n  IdentityFile ~/.ssh/id_ed25519\n"
        );
    }

    /// <summary>Starts a host's sshd, which lets in root by one key.</summary>
    private static async Task ServeAsync(LabHost host, string publicKey)
    {
        string At(string name) => Path.Combine(host.Directory, name);
        await MakeKeyAsync(At("hostkey"));
        File.Copy(publicKey, At("authorized_keys"));
        Directory.CreateDirectory(At("nix-configuration"));
        await File.WriteAllTextAsync(
            At("nix-configuration/nix.conf"),
            NixEnvironment.Variables["NIX_CONFIG"]
        );
        await File.WriteAllTextAsync(
            At("sshd_config"),
            $"""
            HostKey {At("hostkey")}
            PidFile none
            AuthorizedKeysFile {At("authorized_keys")}
            AuthenticationMethods publickey
            StrictModes no
            UsePAM no
            UseDNS no
            SetEnv "NIX_CONF_DIR={At("nix-configuration")}" "NIX_REMOTE="

            """
        );
        (await host.RunAsync("mkdir", "/run/sshd")).Succeeded();
        // sshd starts itself again for each connection, and takes only an absolute path for that.
        (await host.RunAsync("/usr/sbin/sshd", "-f", At("sshd_config"))).Succeeded();
    }

    private static async Task MakeKeyAsync(string path) =>
        await Cli.Wrap("ssh-keygen")
            .WithArguments(["-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", path])
            .ExecuteAsync();
}
