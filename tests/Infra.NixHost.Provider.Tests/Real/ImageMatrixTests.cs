using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>A change of each property of an image does with real Nix what the preview announces, and images survive faults of the store.</summary>
[Category("Real")]
[Category("Nix")]
[CancelAfter(300_000)]
internal sealed class ImageMatrixTests
{
    private const string Type = "NixImage";
    private RealHost _real = null!;
    private PropertyMap _inputs = null!;
    private Step _made = null!;

    [SetUp]
    public async Task Start()
    {
        _real = new();
        _real.Stack.Write(
            "image.nix",
            """
            { name, mark ? "a" }:
            derivation {
              inherit name mark;
              system = builtins.currentSystem;
              builder = "/bin/sh";
              PATH = "/usr/bin:/bin";
              __noChroot = true;
              args = [ "-ec" "mkdir $out; echo $mark > $out/mark; qemu-img create -q -f qcow2 $out/disk.qcow2 1M" ];
            }
            """
        );
        _inputs = PropertyMap.Of(
            ("expression", "image.nix"),
            ("arguments", PropertyMap.Of(("name", _real.Prefix)))
        );
        _made = await _real.Stack.UpAsync(Type, "image", _inputs);
    }

    [TearDown]
    public async Task TearDown()
    {
        foreach (var name in new[] { "image", "imported" }.Where(n => _real.Stack.Has(Type, n)))
        {
            await _real.Stack.DestroyAsync(Type, name);
        }

        await _real.DisposeAsync();
    }

    private static IEnumerable<TestCaseData<string, PropertyValue>> WithoutEffect() =>
        [
            new("buildTimeout", "1h"),
            new("format", "qcow2-compressed"),
            new("diskSize", "4GiB"),
            new("firmware", "uefi"),
            new("variant", "qemu-efi"),
        ];

    [TestCaseSource(nameof(WithoutEffect))]
    public async Task What_does_not_change_the_derivation_has_no_effect(
        string property,
        PropertyValue value
    )
    {
        var step = await _real.Stack.UpAsync(Type, "image", _inputs.With(property, value));

        Assert.That(step.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.None));
        Assert.That(Text(step, "storePath"), Is.EqualTo(Text(_made, "storePath")));
    }

    [Test]
    public async Task Another_derivation_is_built_in_place_as_the_preview_foretold()
    {
        var program = _inputs.With(
            "arguments",
            PropertyMap.Of(("name", _real.Prefix), ("mark", "b"))
        );

        var preview = await _real.Stack.PreviewAsync(Type, "image", program);
        Assert.That(Path.Exists(Text(preview, "storePath")), Is.False, "a preview builds nothing");
        var up = await _real.Stack.UpAsync(Type, "image", program);

        Assert.That(
            preview.Diff!.Changes.Select(c => c.Impact),
            Is.All.EqualTo(ChangeImpact.InPlace)
        );
        Assert.That(preview.Diff.Notes.Single(), Does.Contain("1 derivation to build"));
        Assert.That(Text(up, "storePath"), Is.EqualTo(Text(preview, "storePath")));
        Assert.That(
            new FileInfo(Text(up, "gcRoot")).LinkTarget,
            Is.EqualTo(Text(up, "storePath")),
            "one root, on the new image"
        );
    }

    [Test]
    public async Task A_collected_image_is_found_by_a_refresh_and_built_again_by_the_next_up()
    {
        var storePath = Text(_made, "storePath");
        File.Delete(Text(_made, "gcRoot"));
        await RealHost.RunAsync("nix-store", "--delete", storePath);

        var refreshed = await _real.Stack.RefreshAsync(Type, "image");

        Assert.That(Text(refreshed!, "gcRoot"), Is.Empty);
        Assert.That(Path.Exists(storePath), Is.False, "reading writes nothing");
        var step = await _real.Stack.UpAsync(Type, "image", _inputs);
        Assert.That(step.Outputs, Is.EqualTo(_made.Outputs));
        Assert.That(Path.Exists(storePath), Is.True);
        Assert.That(
            (await _real.Stack.UpAsync(Type, "image", _inputs)).Operation,
            Is.EqualTo("same")
        );
    }

    [Test]
    public async Task A_lost_root_is_made_again_by_the_next_up()
    {
        File.Delete(Text(_made, "gcRoot"));

        var step = await _real.Stack.UpAsync(Type, "image", _inputs);

        Assert.That(step.Diff!.Changes.Single().Path, Is.EqualTo("gcRoot"));
        Assert.That(new FileInfo(Text(_made, "gcRoot")).LinkTarget, Is.Not.Null);
    }

    [TestCase("")]
    [TestCase("/disk.qcow2")]
    public async Task An_image_of_the_store_is_imported_and_the_next_preview_is_empty(string file)
    {
        var path = Text(_made, "storePath") + file;

        var imported = await _real.Stack.ImportAsync(Type, "imported", path);
        var preview = await _real.Stack.PreviewAsync(
            Type,
            "imported",
            PropertyMap.Of(("storePath", path))
        );

        Assert.That(preview.Operation, Is.EqualTo("same"));
        Assert.That(Text(imported!, "imagePath"), Is.EqualTo(Text(_made, "imagePath")));
        Assert.That(Path.Exists(Text(imported!, "gcRoot")), Is.False, "reading writes nothing");
    }

    [Test]
    public async Task An_image_file_outside_the_store_is_imported_too()
    {
        var path = await _real.MakeDiskAsync("plain");

        await _real.Stack.ImportAsync(Type, "imported", path);

        Assert.That(
            (
                await _real.Stack.PreviewAsync(
                    Type,
                    "imported",
                    PropertyMap.Of(("storePath", path))
                )
            ).Operation,
            Is.EqualTo("same")
        );
        Assert.That(await _real.Stack.ImportAsync(Type, "imported", path + ".none"), Is.Null);
    }

    private static string Text(Step step, string name) =>
        ((PropertyValue.String)step.Outputs[name]).Value;
}
