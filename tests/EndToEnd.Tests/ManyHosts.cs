using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>The example with four guests on two hosts, driven from a machine that has no libvirt and no QEMU.</summary>
[Category("Real")]
[CancelAfter(1_500_000)]
public sealed class ManyHosts
{
    private const string Token = "hush-many-hosts-3b9d";

    private static readonly (string Guest, string Host, string Address)[] Guests =
    [
        ("fern", "attic", "10.77.0.21"),
        ("iris", "attic", "10.77.0.22"),
        ("moss", "cellar", "10.77.0.23"),
        ("rose", "cellar", "10.77.0.24"),
    ];

    private LabLan _lan = null!;
    private Stack _stack = null!;

    [SetUp]
    public async Task Start()
    {
        _lan = await LabLan.StartAsync("attic", "cellar");
        _stack = await Stack.CreateAsync(
            _lan.Operator,
            Checkout.ManyHosts,
            Path.Combine(Checkout.Root, "examples", "many-hosts"),
            "root"
        );
        await _stack.ConfigureAsync(
            ("nixpkgs", Checkout.Nixpkgs),
            ("network", "10.77.0"),
            ("bridge", "nixhost0"),
            ("diskSize", "512MiB"),
            ("memory", "192MiB"),
            ("cellarBuildOn", "here")
        );
        await _stack.ConfigureSecretAsync("token", Token);
    }

    [TearDown]
    public async Task TakeTheLabDown() => await _lan.DisposeAsync();

    [Test]
    public async Task Four_guests_on_two_hosts_live_from_a_machine_without_libvirt()
    {
        await RequireNothingToRunGuestsWithAsync();
        var sweep = await SecretSweep.StartAsync(Token, [_lan.Operator, .. _lan.Hosts.Values]);
        var up = await _stack.UpAsync();
        var seen = await sweep.FoundAsync();
        up.Succeeded();
        Assert.That(seen, Is.Empty);
        await RequireGuestsAsync();
        await RequireSettledAsync();
        await RequireSecretsOnHostsAloneAsync();
        await RequireBuildsAsync();
        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();

        await DriftIsSeenAsync();
        await ChangesReachTheirGuestsAsync();

        (await _stack.DestroyAsync()).Succeeded();
        await RequireNothingLeftAsync();
    }

    private async Task RequireNothingToRunGuestsWithAsync()
    {
        foreach (var program in new[] { "qemu-img", "virsh", "genisoimage" })
        {
            (await _lan.Operator.RunAsync("sh", "-c", $"command -v {program}")).FailedWith(127);
        }

        (await _lan.Operator.RunAsync("test", "-e", "/run/libvirt")).FailedWith(1);
    }

    /// <summary>Asserts that each guest has reported to its host, runs its own system, and answers on the LAN.</summary>
    private async Task RequireGuestsAsync()
    {
        foreach (var (guest, host, address) in Guests)
        {
            Assert.That(await _stack.OutputAsync(guest), Does.Contain($"-nixos-system-{guest}"));
            (await _lan.Operator.RunAsync("ping", "-c", "1", "-W", "5", address)).Succeeded();
            var reports = await _lan.Hosts[host]
                .RunAsync("sh", "-c", "cat /var/lib/nixhost/guests/*.jsonl");
            Assert.That(
                reports.Succeeded().Output.Split('\n'),
                Has.Some.Contains("\"phase\":\"ready\"").And.Contains($"nixos-system-{guest}-")
            );
        }
    }

    /// <summary>The end of a run tells each host that the state knows what was made, or a second state could take it for a leftover.</summary>
    private async Task RequireSettledAsync()
    {
        foreach (var (name, host) in _lan.Hosts)
        {
            // A record of what is being made names its run.
            var pending = await host.RunAsync(
                "grep",
                "-rl",
                "\"Run\":\"",
                "/var/lib/nixhost/owners"
            );
            Assert.That(pending.Output, Is.Empty, name);
            var all = (await host.RunAsync("ls", "/var/lib/nixhost/owners")).Succeeded();
            Assert.That(all.Output, Does.Contain(".json").And.Not.Contain(".making"), name);
        }
    }

    private async Task RequireSecretsOnHostsAloneAsync()
    {
        var here = await _lan.Operator.RunAsync(
            "grep",
            "-rlasF",
            Token,
            _lan.Operator.Directory,
            "/run"
        );
        Assert.That(here.Output, Is.Empty);
        foreach (var host in _lan.Hosts.Values)
        {
            var there = await host.RunAsync(
                "sh",
                "-c",
                $"grep -rlasF {Token} /var/lib/nixhost /nix /etc/libvirt /run/libvirt /var/log | xargs stat -c '%a %U %n'"
            );
            Assert.That(
                there.Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                Has.Length.EqualTo(2)
                    .And.All.StartsWith("600 libvirt-qemu /var/lib/nixhost/config-disks/")
            );
        }
    }

    /// <summary>Only where something is built, its derivation is in the store.</summary>
    private async Task RequireBuildsAsync()
    {
        foreach (var (guest, host, _) in Guests)
        {
            var found = await _lan.Hosts[host]
                .RunAsync("sh", "-c", $"ls -d /nix/store/*-nixos-system-{guest}-*.drv");
            Assert.That(found.ExitCode == 0, Is.EqualTo(host == "attic"), guest);
        }
    }

    /// <summary>What somebody changes at a host is seen from afar.</summary>
    private async Task DriftIsSeenAsync()
    {
        (await VirshAsync("attic", "autostart", "--disable", "iris")).Succeeded();

        var refresh = (await _stack.RunAsync("refresh", "--yes")).Succeeded();

        Assert.That(refresh.Text, Does.Contain("iris"));
        var preview = (await _stack.PreviewAsync("--diff")).Succeeded();
        Assert.That(
            preview.Text,
            Does.Contain("NixGuest iris update [diff: ~autostart]").And.Contain("1 change.")
        );
    }

    /// <summary>A folder is switched to while its guest runs, more memory restarts another guest, and the drift is mended.</summary>
    private async Task ChangesReachTheirGuestsAsync()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_stack.Directory, "root", "hosts", "fern", "configuration.nix"),
            """
            {
              imports = [ ../../common/guest.nix ];
              environment.etc.motd.text = "changed";
            }
            """
        );
        await _stack.ConfigureAsync("mossMemory", "224MiB");
        var (runs, systems) = (await RunsAsync(), await SystemsAsync());

        (await _stack.UpAsync()).Succeeded();

        Assert.That(Changed(runs, await RunsAsync()), Is.EqualTo(new[] { "moss" }));
        Assert.That(Changed(systems, await SystemsAsync()), Is.EqualTo(new[] { "fern" }));
        Assert.That(
            (await VirshAsync("attic", "dominfo", "iris")).Succeeded().Output,
            Does.Match("Autostart: +enable")
        );
        await RequireGuestsAsync();
        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();
    }

    private async Task RequireNothingLeftAsync()
    {
        foreach (var (name, host) in _lan.Hosts)
        {
            Assert.That(await HostPicture.LeftOversAsync(host), Is.Empty, name);
            // A session ends when its connection does, a moment after the command here.
            await Wait.UntilAsync(
                async () => (await host.RunAsync("pgrep", "-f", "^sshd: root")).ExitCode == 1,
                () => $"connections to {name} stay"
            );
        }

        var here = await _lan.Operator.RunAsync(
            "bash",
            "-c",
            $"""
            # Nix makes its own link to the profiles at its first start.
            find /nix/var/nix/gcroots /var/lib/nixhost /var/lib/libvirt -not -type d -not -name profiles -not -path '*/auto/*' -not -path '*/nixpkgs/*'
            ls -A {LabLan.Temporary} | grep nixhost
            pgrep -a -x 'ssh|infra|pulumi-resource.*|dotnet'
            true
            """
        );
        Assert.That(here.Succeeded().Output, Is.Empty);
    }

    /// <summary>libvirt's number of each running machine, which changes each time the machine is switched on.</summary>
    private Task<Dictionary<string, string>> RunsAsync() =>
        OfEachAsync(async g => (await VirshAsync(g.Host, "domid", g.Guest)).Succeeded().Output);

    private Task<Dictionary<string, string>> SystemsAsync() =>
        OfEachAsync(g => _stack.OutputAsync(g.Guest));

    private static async Task<Dictionary<string, string>> OfEachAsync(
        Func<(string Guest, string Host), Task<string>> ask
    )
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (guest, host, _) in Guests)
        {
            answers[guest] = await ask((guest, host));
        }

        return answers;
    }

    private static IEnumerable<string> Changed(
        Dictionary<string, string> before,
        Dictionary<string, string> after
    ) => before.Keys.Where(k => before[k] != after[k]);

    private Task<CommandResult> VirshAsync(string host, params string[] arguments) =>
        _lan.Hosts[host].RunAsync(["virsh", "-c", "qemu:///system", .. arguments]);
}
