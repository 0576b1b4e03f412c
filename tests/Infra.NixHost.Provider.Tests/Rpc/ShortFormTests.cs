using System.Collections.Immutable;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;
using Pulumi;
using Pulumi.Testing;
using Sdk = Infra.NixHost;

namespace Infra.NixHost.Provider.Tests.Rpc;

/// <summary>
/// Disks and networks have as an output what they are to a guest, so that every language writes <c>disks: [os.disk]</c>. C# converts the
/// resource itself, also one whose state is of an older version or a mock.
/// </summary>
internal sealed class ShortFormTests
{
    private const string Base = "/nix/store/11111111111111111111111111111111-image";
    private readonly PropertyMap _guest = PropertyMap.Of(("waitFor", "none"));
    private TestStack _stack = null!;

    [SetUp]
    public void MakeStack()
    {
        _stack = new();
        _stack.Host.FakeStore.Valid[Base] = 0;
        _stack.Host.FakeImages.Add($"{Base}/nixos.qcow2", 1024);
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    private static IEnumerable<TestCaseData> Parts()
    {
        var files = PropertyMap.Of(("hostname", "lilly\n"));
        yield return Part("OverlayDisk", "disk", ("image", $"{Base}/nixos.qcow2"));
        yield return Part("ConfigDisk", "disk", ("files", files)).SetArgDisplayNames("fat");
        yield return Part("ConfigDisk", "disk", ("files", files), ("format", "iso"))
            .SetArgDisplayNames("iso");
        yield return Part("ConfigDisk", "disk", ("files", new PropertyValue.Secret(files)))
            .SetArgDisplayNames("secret");
        yield return Part("BridgeNetwork", "card", ("bridge", "br0"));
    }

    private static TestCaseData Part(
        string type,
        string output,
        params (string, PropertyValue)[] inputs
    ) => new TestCaseData(type, output, PropertyMap.Of(inputs)).SetArgDisplayNames(type);

    [TestCaseSource(nameof(Parts))]
    public async Task The_output_is_what_the_conversion_makes(
        string type,
        string output,
        PropertyMap inputs
    )
    {
        var part = await _stack.UpAsync(type, "x", inputs);

        Assert.That(
            await ConvertedAsync(type, part.Outputs.Without(output)),
            Is.EqualTo(Plain(part.Outputs[output]))
        );
    }

    [TestCaseSource(nameof(Parts))]
    public async Task A_guest_takes_the_output_as_it_is(
        string type,
        string output,
        PropertyMap inputs
    )
    {
        var preview = await _stack.PreviewAsync(type, "x", inputs);
        await _stack.PreviewAsync("NixGuest", "web", With(output, preview.Outputs[output]));
        var part = await _stack.UpAsync(type, "x", inputs);
        var source = TextOf(part.Outputs[output], output == "card" ? "network" : "path");
        if (source.EndsWith(".iso", StringComparison.Ordinal))
        {
            _stack.Host.FakeImages.Files[source] = new(source, "raw", 1024, 1024, null, null);
        }

        await _stack.UpAsync("NixGuest", "web", With(output, part.Outputs[output]));

        Assert.That(preview.Outputs[output], Is.EqualTo(part.Outputs[output]));
        Assert.That(_stack.Host.FakeDomains.All.Values.Single().Xml, Does.Contain(source));
    }

    [TestCaseSource(nameof(Parts))]
    public async Task A_state_of_an_older_version_has_no_changes_and_gets_the_output_by_a_refresh(
        string type,
        string output,
        PropertyMap inputs
    )
    {
        var part = await _stack.UpAsync(type, "x", inputs);
        _stack.Edit(type, "x", s => s with { Outputs = s.Outputs.Without(output) });
        _stack.Restart();

        Assert.That((await _stack.PreviewAsync(type, "x", inputs)).Operation, Is.EqualTo("same"));
        Assert.That((await _stack.UpAsync(type, "x", inputs)).Operation, Is.EqualTo("same"));
        Assert.That((await _stack.RefreshAsync(type, "x"))!.Outputs, Is.EqualTo(part.Outputs));
    }

    private PropertyMap With(string output, PropertyValue part) =>
        _guest.With(output == "card" ? "networks" : "disks", PropertyValue.List(part));

    private static string TextOf(PropertyValue value, string name) =>
        ((PropertyValue.String)((PropertyValue.Object)value).Properties[name]).Value;

    /// <summary>The item of a guest's inputs that the C# class converts to.</summary>
    private static async Task<object?> ConvertedAsync(string type, PropertyMap outputs)
    {
        var mocks = new Mocks((ImmutableDictionary<string, object?>)Plain(outputs)!);
        await Deployment.TestAsync(mocks, new() { IsPreview = false }, () => _ = GuestWith(type));
        return mocks.Guest.Values.OfType<ImmutableArray<object>>().Single().Single();
    }

    private static Sdk.NixGuest GuestWith(string type) =>
        type switch
        {
            "OverlayDisk" => new(
                "web",
                new() { Disks = { new Sdk.OverlayDisk("x", new() { Image = Base }) } }
            ),
            "ConfigDisk" => new("web", new() { Disks = { new Sdk.ConfigDisk("x", new()) } }),
            _ => new(
                "web",
                new() { Networks = { new Sdk.BridgeNetwork("x", new() { Bridge = "br0" }) } }
            ),
        };

    private static object? Plain(PropertyValue value) =>
        value switch
        {
            PropertyValue.String s => s.Value,
            PropertyValue.Number n => n.Value,
            PropertyValue.Bool b => b.Value,
            PropertyValue.Secret s => Plain(s.Element),
            PropertyValue.Array a => a.Items.Select(Plain).ToImmutableArray(),
            PropertyValue.Object o => o.Properties.ToImmutableDictionary(
                p => p.Key,
                p => Plain(p.Value)
            ),
            _ => null,
        };

    private sealed class Mocks(ImmutableDictionary<string, object?> outputs) : IMocks
    {
        public ImmutableDictionary<string, object> Guest { get; private set; } =
            ImmutableDictionary<string, object>.Empty;

        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            if (args.Name == "web")
            {
                Guest = args.Inputs;
            }

            return Task.FromResult<(string?, object)>((args.Name, outputs));
        }

        public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args);
    }
}
