using Google.Protobuf;
using Infra.Protocol.Values;
using Pulumi.Deployments;
using Pulumi.Tests.Engine;
using Pulumirpc;

namespace Pulumi.Tests.Callbacks;

/// <summary>A transform that reads no option keeps all of them.</summary>
internal sealed class TransformOptionTests
{
    private const string Provider = "urn:pulumi:dev::shop::pulumi:providers:test::p::id-1";

    [Test]
    public async Task Options_of_a_custom_resource_pass_through()
    {
        var wire = Common();
        wire.DeleteBeforeReplace = false;
        wire.AdditionalSecretOutputs.Add("secret");
        wire.Import = "id-2";

        var options = TransformOptions.Read(new() { Custom = true, Options = wire });

        Assert.That(options, Is.TypeOf<CustomResourceOptions>());
        Assert.That(await WriteAsync(options, wire), Is.EqualTo(wire));
    }

    [Test]
    public async Task Options_of_a_component_pass_through()
    {
        var wire = Common();
        wire.Providers.Add("test", Provider);

        var options = TransformOptions.Read(new() { Custom = false, Options = wire });

        Assert.That(options, Is.TypeOf<ComponentResourceOptions>());
        Assert.That(await WriteAsync(options, wire), Is.EqualTo(wire));
    }

    [Test]
    public async Task Options_that_are_not_there_stay_away()
    {
        var options = TransformOptions.Read(new() { Custom = true, Options = new() });

        Assert.That(await WriteAsync(options, new()), Is.EqualTo(new TransformResourceOptions()));
    }

    [Test]
    public void Options_read_as_a_program_writes_them()
    {
        var wire = Common();
        wire.CustomTimeouts.Update = "1h30m";

        var options = TransformOptions.Read(
            new()
            {
                Custom = true,
                Parent = Urns.Stack,
                Options = wire,
            }
        );

        Assert.Multiple(() =>
        {
            Assert.That(options.CustomTimeouts!.Create, Is.EqualTo(TimeSpan.FromMinutes(2)));
            Assert.That(options.CustomTimeouts.Update, Is.EqualTo(TimeSpan.FromMinutes(90)));
            Assert.That(options.CustomTimeouts.Delete, Is.EqualTo(TimeSpan.FromTicks(1)));
            Assert.That(options.Provider!.Package, Is.EqualTo("test"));
            Assert.That(options.Parent, Is.Not.Null);
            Assert.That(options.Hooks.BeforeCreate.Single().Name, Is.EqualTo("first"));
            Assert.That(options.Hooks.OnError.Single().Name, Is.EqualTo("again"));
        });
    }

    private static Task<TransformResourceOptions> WriteAsync(
        ResourceOptions options,
        TransformResourceOptions asked
    ) => TransformOptions.WriteAsync("test", options, new() { Options = asked });

    private static TransformResourceOptions Common() =>
        new()
        {
            DependsOn = { Urns.Thing("a"), Urns.Thing("b") },
            Protect = false,
            IgnoreChanges = { "i" },
            ReplaceOnChanges = { "r" },
            HideDiff = { "h" },
            Version = "1.2.3",
            Aliases =
            {
                new Pulumirpc.Alias { Urn = Urns.Thing("old") },
                new Pulumirpc.Alias
                {
                    Spec = new() { Name = "older", NoParent = true },
                },
                new Pulumirpc.Alias { Spec = new() { ParentUrn = Urns.Thing("parent") } },
            },
            Provider = Provider,
            CustomTimeouts = new()
            {
                Create = "120000000000ns",
                Delete = "100ns",
                Read = "30s",
            },
            PluginDownloadUrl = "https://example.com",
            RetainOnDelete = true,
            DeletedWith = Urns.Thing("owner"),
            ReplaceWith = { Urns.Thing("c") },
            ReplacementTrigger = PropertyEncoder.Encode(
                new PropertyValue.Secret("now"),
                EncodeOptions.Everything
            ),
            PluginChecksums = { ["linux-amd64"] = ByteString.CopyFrom(1, 2) },
            Hooks = new()
            {
                BeforeCreate = { "first" },
                AfterCreate = { "second" },
                BeforeUpdate = { "third" },
                AfterUpdate = { "fourth" },
                BeforeDelete = { "fifth" },
                AfterDelete = { "sixth" },
                OnError = { "again" },
            },
        };
}
