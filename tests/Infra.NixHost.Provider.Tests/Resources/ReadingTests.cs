using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>Reading and previews change nothing on the host. Only an image's derivation gets into the store, so that it can be counted.</summary>
internal sealed class ReadingTests : OwnershipTest
{
    [TestCaseSource(nameof(Kinds))]
    public async Task A_preview_of_a_new_resource_writes_nothing(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var before = Whole();

        await Stack.PreviewAsync(type, "x", inputs);
        await Stack.PreviewAsync(type, "y", changed);

        IsUntouched(before);
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task A_preview_of_a_change_or_replacement_and_a_refresh_write_nothing(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        await Stack.UpAsync(type, "x", inputs);
        Stack.Restart();
        var before = Whole();

        await Stack.PreviewAsync(type, "x", changed);
        await Stack.ForceReplaceAsync(type, "x", changed, deletesFirst: true, isPreview: true);
        await Stack.RefreshAsync(type, "x");
        Stack.Restart();

        IsUntouched(before);
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task A_refresh_of_what_lost_its_files_and_roots_writes_nothing_and_up_repairs_it(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        await Stack.UpAsync(type, "x", inputs);
        Stack.Restart();
        var whole = Picture();
        Stack.Host.FakeStore.Roots.Clear();
        Stack
            .Host.FakeStore.Valid.Keys.Where(p => p != Base)
            .ToList()
            .ForEach(p => Stack.Host.FakeStore.Valid.TryRemove(p, out _));
        foreach (var file in Files().Where(f => !f.Contains("/owners/", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }

        var before = Whole();
        await Stack.RefreshAsync(type, "x");
        await Stack.PreviewAsync(type, "x", inputs);
        Stack.Restart();
        IsUntouched(before);

        await Stack.UpAsync(type, "x", inputs);

        Assert.That(Picture(), Is.EqualTo(whole));
        Assert.That((await Stack.UpAsync(type, "x", inputs)).Operation, Is.EqualTo("same"));
        Assert.That((await Stack.UpAsync(type, "x", changed)).Operation, Is.EqualTo("update"));
    }

    [TestCase("NixImage", $"{Base}/nixos.qcow2")]
    [TestCase("OverlayDisk", "/images/hand.qcow2")]
    [TestCase("BridgeNetwork", "hand")]
    [TestCase("NixGuest", "hand")]
    public async Task An_import_writes_nothing(string type, string id)
    {
        Stack.Host.FakeImages.Add("/images/hand.qcow2", 4096, $"{Base}/nixos.qcow2");
        Stack.Host.FakeNetworks.Add("hand", "<forward mode=\"bridge\"/><bridge name=\"br0\"/>");
        Stack.Host.FakeDomains.Add("hand", "<memory unit='KiB'>262144</memory>");
        var before = Whole();

        Assert.That(await Stack.ImportAsync(type, "x", id), Is.Not.Null);
        await Stack.RefreshAsync(type, "x");
        Stack.Restart();

        IsUntouched(before);
    }

    private void IsUntouched(string before)
    {
        Assert.That(
            Stack.Host.Calls.Writes.Where(w =>
                !w.StartsWith("instantiate", StringComparison.Ordinal)
            ),
            Is.Empty
        );
        Assert.That(Whole(), Is.EqualTo(before));
    }

    private string Whole()
    {
        Stack.Host.Calls.Clear();
        return Picture()
            + string.Concat(
                Files().Order(StringComparer.Ordinal).Select(f => $"\n{f} {File.ReadAllText(f)}")
            );
    }

    private string[] Files() =>
        Directory.Exists(Stack.Host.Options.StateDirectory)
            ? Directory.GetFiles(
                Stack.Host.Options.StateDirectory,
                "*",
                SearchOption.AllDirectories
            )
            : [];
}
