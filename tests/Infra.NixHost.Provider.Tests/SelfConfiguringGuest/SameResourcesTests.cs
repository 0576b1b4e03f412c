using System.Collections.Immutable;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Provider.Tests.SelfConfiguringGuest;

/// <summary>The C# class and the provider make a SelfConfiguringGuest of the same resources.</summary>
internal sealed class SameResourcesTests
{
    private static readonly ComponentCase[] Cases =
    [
        new("least inputs", _ => { }, inputs => inputs),
        new(
            "a host",
            args =>
                args.Host = new HostConnectionArgs
                {
                    Uuid = "aaaaaaaa-0000-4000-8000-000000000001",
                    Address = "ssh://root@attic.lan",
                },
            inputs =>
                inputs.With(
                    "host",
                    PropertyMap.Of(
                        ("uuid", "aaaaaaaa-0000-4000-8000-000000000001"),
                        ("address", "ssh://root@attic.lan")
                    )
                )
        ),
        new(
            "whole identity",
            args =>
                args.Identity = new()
                {
                    HostName = "rose",
                    Address = "192.168.1.13/24",
                    Gateway = "192.168.1.1",
                    Dns = { "192.168.1.1", "9.9.9.9" },
                    Mac = "52:54:00:AB:CD:EF",
                },
            inputs =>
                inputs.With(
                    "identity",
                    PropertyMap.Of(
                        ("hostName", "rose"),
                        ("address", "192.168.1.13/24"),
                        ("gateway", "192.168.1.1"),
                        ("dns", PropertyValue.List("192.168.1.1", "9.9.9.9")),
                        ("mac", "52:54:00:AB:CD:EF")
                    )
                )
        ),
        new(
            "built in the guest, switched",
            args =>
            {
                args.Mode = ConfigurationMode.RebuildInGuest;
                args.Activation = SystemActivation.Switch;
            },
            inputs => inputs.With("mode", "rebuildInGuest").With("activation", "switch")
        ),
        new(
            "public keys",
            args => args.AuthorizedKeys = new[] { "ssh-ed25519 AAAA me ", "ssh-rsa B" },
            inputs =>
                inputs.With(
                    "authorizedKeys",
                    PropertyValue.List("ssh-ed25519 AAAA me ", "ssh-rsa B")
                )
        ),
        new(
            "keys that nobody may use",
            args =>
            {
                args.SshAccess = SshAccess.None;
                args.AuthorizedKeys = new[] { "ssh-rsa B" };
            },
            inputs =>
                inputs
                    .With("sshAccess", "none")
                    .With("authorizedKeys", PropertyValue.List("ssh-rsa B"))
        ),
        new(
            "the host's directory",
            args => args.SshAccess = SshAccess.HostDirectory,
            inputs => inputs.With("sshAccess", "hostDirectory")
        ),
        new(
            "another directory of the host",
            args =>
            {
                args.SshAccess = SshAccess.HostDirectory;
                args.SshDirectory = "/home/me/.ssh";
            },
            inputs =>
                inputs.With("sshAccess", "hostDirectory").With("sshDirectory", "/home/me/.ssh")
        ),
        new(
            "a machine of its own",
            args =>
            {
                args.Nixpkgs = "/nixpkgs";
                args.DiskSize = "20GiB";
                args.OnImageChange = OnImageChange.Flatten;
                args.Cpus = 4;
                args.Memory = "2GiB";
                args.Firmware = Firmware.Uefi;
                args.WaitTimeout = "1h";
            },
            inputs =>
                inputs
                    .With("nixpkgs", "/nixpkgs")
                    .With("diskSize", "20GiB")
                    .With("onImageChange", "flatten")
                    .With("cpus", 4)
                    .With("memory", "2GiB")
                    .With("firmware", "uefi")
                    .With("waitTimeout", "1h")
        ),
        new(
            "a card by hand",
            args =>
            {
                args.Network = new GuestNetworkArgs
                {
                    Bridge = "br1",
                    Vlan = 12,
                    Model = "e1000e",
                };
                args.Identity.Mac = "52:54:00:00:00:01";
            },
            inputs =>
                inputs
                    .With(
                        "network",
                        PropertyMap.Of(("bridge", "br1"), ("vlan", 12), ("model", "e1000e"))
                    )
                    .With(
                        "identity",
                        ((PropertyValue.Object)inputs["identity"]).Properties.With(
                            "mac",
                            "52:54:00:00:00:01"
                        )
                    )
        ),
        new(
            "secrets",
            args =>
            {
                args.Identity.Gateway = Pulumi.Output.CreateSecret("192.168.1.1");
                args.AuthorizedKeys = Pulumi.Output.CreateSecret(
                    ImmutableArray.Create("ssh-rsa B")
                );
                args.Memory = Pulumi.Output.CreateSecret("2GiB");
            },
            inputs =>
                inputs
                    .With(
                        "identity",
                        ((PropertyValue.Object)inputs["identity"]).Properties.With(
                            "gateway",
                            Secret("192.168.1.1")
                        )
                    )
                    .With("authorizedKeys", Secret(PropertyValue.List("ssh-rsa B")))
                    .With("memory", Secret("2GiB"))
        ),
        new(
            "secrets of an engine without output values",
            args => args.Memory = Pulumi.Output.CreateSecret("2GiB"),
            inputs => inputs.With("memory", new PropertyValue.Secret("2GiB"))
        ),
    ];

    [Test]
    public async Task Both_register_the_same_resources(
        [ValueSource(nameof(Cases))] ComponentCase tried,
        [Values] bool isPreview
    )
    {
        await using var expected = new RecordingMonitor { IsPreview = isPreview };
        await using var actual = new RecordingMonitor { IsPreview = isPreview };
        await expected.StartAsync();
        await actual.StartAsync();

        await ComponentRuns.InProgramAsync(expected, tried.InProgram);
        var answer = await ComponentRuns.InProviderAsync(
            async (client, _) =>
                await client.ConstructAsync(ComponentRuns.Request(actual, tried.OnWire))
        );

        Assert.That(Describe(actual), Is.EqualTo(Describe(expected)));
        var outputs = expected.Outputs.Single(o => o.Urn == answer.Urn).Outputs;
        Assert.That(actual.Outputs.Single().Outputs, Is.EqualTo(outputs));
        Assert.That(answer.State, Is.EqualTo(outputs));
        Assert.That(actual.IsSignalled, Is.False, "the program alone signals its end");
    }

    private static PropertyValue.Output Secret(PropertyValue value) => new(value, true, []);

    private static string Describe(RecordingMonitor monitor) =>
        string.Join(
            '\n',
            monitor
                .Registrations.Where(r => r.Type == ComponentRuns.Type || IsInside(r))
                .OrderBy(r => r.Type, StringComparer.Ordinal)
                .ThenBy(r => r.Name, StringComparer.Ordinal)
                .Select(Describe)
        );

    private static bool IsInside(RegisterResourceRequest request) =>
        request.Parent.Contains(ComponentRuns.Type, StringComparison.Ordinal);

    private static string Describe(RegisterResourceRequest request) =>
        $"""
            {request.Type} {request.Name}
              below {request.Parent}; custom {request.Custom}; remote {request.Remote}; provider '{request.Provider}'
              deletes first: {request.DeleteBeforeReplace} {request.DeleteBeforeReplaceDefined}
              {PropertyEncoder.Encode(
                PropertyDecoder.Decode(request.Object),
                EncodeOptions.Everything
            )}
              depends on {string.Join(", ", request.Dependencies)}
              {string.Join(
                "\n  ",
                request.PropertyDependencies.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p =>
                    $"{p.Key}: {string.Join(", ", p.Value.Urns)}"
                )
            )}
            """;
}
