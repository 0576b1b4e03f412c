using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Infra.NixHost.Tests;

/// <summary>The component is a guest whose disks describe its configuration.</summary>
internal sealed class SelfConfiguringGuestTests
{
    private ProviderMocks _mocks = null!;
    private SelfConfiguringGuest _component = null!;

    [SetUp]
    public void MakeMocks() => _mocks = new();

    [Test]
    public async Task The_disks_are_in_the_order_the_seed_mounts_them_in()
    {
        await RunAsync(args => args.SshAccess = SshAccess.HostDirectory);

        Assert.That(
            Disks().Select(d => d.GetValueOrDefault("serial", "")),
            Is.EqualTo(
                new[]
                {
                    "",
                    "nixhost-nixConfig",
                    "nixhost-selfConfig",
                    "nixhost-ssh",
                    "nixhost-config",
                    "nixhost-closure",
                }
            )
        );
        Assert.That(_mocks.Inputs["web-nixConfig"]["source"], Is.EqualTo("root"));
        Assert.That(_mocks.Inputs["web-selfConfig"]["source"], Is.EqualTo("root/hosts/web"));
        Assert.That(_mocks.Inputs["web-ssh"]["hostPath"], Is.EqualTo("/root/.ssh"));
    }

    [Test]
    public async Task A_system_built_on_the_host_travels_as_a_raw_read_only_disk()
    {
        await RunAsync();

        Assert.That(
            Disks()[^1],
            Is.EquivalentTo(
                new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["path"] = "/var/lib/nixhost/closures/z.closure",
                    ["kind"] = "file",
                    ["format"] = "raw",
                    ["readOnly"] = true,
                    ["serial"] = "nixhost-closure",
                }
            )
        );
        Assert.That(_mocks.Inputs["web-system"]["entry"], Is.EqualTo("hosts/web"));
        Assert.That(
            _mocks.Inputs["web-system"]["base"],
            Is.EqualTo("/nix/store/x-image/nixos.qcow2")
        );
    }

    [Test]
    public async Task The_manifest_says_what_to_apply_and_who_the_guest_is()
    {
        await RunAsync();

        var manifest = Manifest();
        var hash = (string)manifest["configHash"]!;
        manifest.Remove("configHash");
        Assert.That(
            manifest.ToJsonString(),
            Is.EqualTo(
                JsonNode
                    .Parse(
                        """
                        {
                          "version": 1,
                          "mode": "closure",
                          "activation": "reboot",
                          "hostName": "web",
                          "network": { "addresses": ["192.168.1.12/24"], "gateway": "192.168.1.1", "dns": ["192.168.1.1"] },
                          "disks": [
                            { "name": "nixConfig", "target": "/etc/nixos" },
                            { "name": "selfConfig", "target": "/etc/nixos/hosts/self" }
                          ],
                          "system": "/nix/store/s-nixos-system-web",
                          "closureDisk": "closure"
                        }
                        """
                    )!
                    .ToJsonString()
            )
        );
        // Another hash of the same would make guests that exist apply their configuration once more.
        Assert.That(hash, Is.EqualTo("23dba04f34ae52366331facc92e475b8"));
        Assert.That(_mocks.Inputs["web"]["expectedConfigHash"], Is.EqualTo(hash));
    }

    [Test]
    public async Task A_guest_that_rebuilds_itself_needs_no_system_of_the_host()
    {
        await RunAsync(args => args.Mode = ConfigurationMode.RebuildInGuest);

        var manifest = Manifest();
        Assert.That((string)manifest["mode"]!, Is.EqualTo("rebuild"));
        Assert.That((string)manifest["entry"]!, Is.EqualTo("hosts/self/configuration.nix"));
        Assert.That(manifest.ContainsKey("system"), Is.False);
        Assert.That(_mocks.Inputs.Keys, Has.No.Member("web-system"));
        Assert.That(_mocks.Inputs["web"]["waitTimeout"], Is.EqualTo("2h"));
    }

    [Test]
    public async Task Other_files_are_another_configuration_only_where_the_guest_builds_from_them(
        [Values] ConfigurationMode mode
    )
    {
        var before = await HashAsync(mode);
        _mocks.ContentHashes["web-nixConfig"] = "other";

        Assert.That(
            await HashAsync(mode) == before,
            Is.EqualTo(mode == ConfigurationMode.BuildOnHost)
        );
    }

    [Test]
    public async Task Another_system_is_another_configuration()
    {
        var before = await HashAsync(ConfigurationMode.BuildOnHost);
        _mocks.System = "/nix/store/t-nixos-system-web";

        Assert.That(await HashAsync(ConfigurationMode.BuildOnHost), Is.Not.EqualTo(before));
    }

    [Test]
    public async Task Public_keys_travel_beside_the_manifest()
    {
        await RunAsync(args => args.AuthorizedKeys = new[] { "ssh-ed25519 AAAA me ", "ssh-rsa B" });

        Assert.That(
            Files()["authorized_keys/root"],
            Is.EqualTo("ssh-ed25519 AAAA me\nssh-rsa B\n")
        );
    }

    [Test]
    public async Task Nobody_gets_in_when_nobody_is_to()
    {
        await RunAsync(args =>
        {
            args.SshAccess = SshAccess.None;
            args.AuthorizedKeys = new[] { "ssh-ed25519 AAAA me" };
        });

        Assert.That(Files().Keys, Is.EqualTo(["nixhost.json"]));
    }

    [Test]
    public async Task The_identity_reaches_guest_system_and_manifest()
    {
        await RunAsync(args => args.Identity.Mac = "52:54:00:AB:CD:EF");

        var guest = _mocks.Inputs["web"];
        Assert.That(guest["guestName"], Is.EqualTo("web"));
        Assert.That(
            ((ImmutableArray<object>)guest["networks"])[0],
            Is.EquivalentTo(
                new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["network"] = "lan",
                    ["mac"] = "52:54:00:AB:CD:EF",
                }
            )
        );
        Assert.That(guest["waitFor"], Is.EqualTo("configured"));
        var system = _mocks.Inputs["web-system"];
        Assert.That(system["hostName"], Is.EqualTo("web"));
        Assert.That(system["mac"], Is.EqualTo("52:54:00:AB:CD:EF"));
        foreach (var address in new[] { guest["address"], system["address"] })
        {
            var lan = (ImmutableDictionary<string, object>)address;
            Assert.That(lan["address"], Is.EqualTo("192.168.1.12/24"));
            Assert.That(lan["gateway"], Is.EqualTo("192.168.1.1"));
            Assert.That(lan["dns"], Is.EqualTo(new[] { "192.168.1.1" }));
        }

        // The guest compares the address with the one that Linux prints.
        Assert.That((string)Manifest()["network"]!["mac"]!, Is.EqualTo("52:54:00:ab:cd:ef"));
    }

    [Test]
    public async Task Its_outputs_are_what_the_guest_reports()
    {
        await RunAsync();

        Assert.That(
            await Task.WhenAll(
                OutputUtilities.GetValueAsync(_component.Address),
                OutputUtilities.GetValueAsync(_component.ConfiguredSystem),
                OutputUtilities.GetValueAsync(_component.ConfigHash),
                OutputUtilities.GetValueAsync(_component.SshHostKey)
            ),
            Is.EqualTo(
                new[]
                {
                    "192.168.1.12",
                    "/nix/store/s-nixos-system-web",
                    (string)Manifest()["configHash"]!,
                    "ssh-ed25519 AAAA",
                }
            )
        );
    }

    [Test]
    public async Task The_hosts_keys_travel_as_a_copy_that_only_qemu_can_read()
    {
        await RunAsync(args =>
        {
            args.SshAccess = SshAccess.HostDirectory;
            args.SshDirectory = "/home/me/.ssh";
        });

        var ssh = _mocks.Inputs["web-ssh"];
        Assert.That(ssh["hostPath"], Is.EqualTo("/home/me/.ssh"));
        // A FAT disk serves the directory itself, so QEMU's user would need access to it.
        Assert.That(ssh["format"], Is.EqualTo("iso"));
        Assert.That(Files().Keys, Is.EqualTo(["nixhost.json"]));
    }

    [Test]
    public async Task The_guest_can_be_made_from_more()
    {
        await RunAsync(args =>
            args.ConfigureGuest = guest =>
            {
                guest.Agent = true;
                guest.Disks.Add(
                    new GuestDiskArgs { Path = "/dev/sdb", Kind = GuestDiskKind.Block }
                );
            }
        );

        Assert.That(_mocks.Inputs["web"]["agent"], Is.True);
        Assert.That(Disks()[^1]["kind"], Is.EqualTo("block"));
    }

    private async Task<string> HashAsync(ConfigurationMode mode)
    {
        await RunAsync(args => args.Mode = mode);
        return (string)Manifest()["configHash"]!;
    }

    private Task RunAsync(Action<SelfConfiguringGuestArgs>? change = null) =>
        Pulumi.Deployment.TestAsync(
            _mocks,
            new TestOptions { IsPreview = false },
            () =>
            {
                var args = new SelfConfiguringGuestArgs
                {
                    Image = new NixImage("image", new() { Configuration = "root/common/base.nix" }),
                    ConfigurationRoot = "root",
                    HostConfiguration = "hosts/web",
                    Network = new BridgeNetwork("lan", new() { Bridge = "br0" }),
                    Identity = new()
                    {
                        HostName = "web",
                        Address = "192.168.1.12/24",
                        Gateway = "192.168.1.1",
                        Dns = { "192.168.1.1" },
                    },
                };
                change?.Invoke(args);
                _component = new SelfConfiguringGuest("web", args);
            }
        );

    private ImmutableArray<ImmutableDictionary<string, object>> Disks() =>
        [
            .. ((ImmutableArray<object>)_mocks.Inputs["web"]["disks"]).Cast<
                ImmutableDictionary<string, object>
            >(),
        ];

    private ImmutableDictionary<string, object> Files() =>
        (ImmutableDictionary<string, object>)_mocks.Inputs["web-config"]["files"];

    private JsonObject Manifest() => JsonNode.Parse((string)Files()["nixhost.json"])!.AsObject();
}
