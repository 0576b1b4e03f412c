using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>The id of a resource is what a lookup and an import of it take, in every program.</summary>
internal sealed class OwnIdTests : OwnershipTest
{
    /// <summary>An import of an image takes what is in the store, of which it makes a root of its own.</summary>
    private static readonly string[] OfTheImportedImage = ["gcRoot", "derivationPath"];

    [TestCaseSource(nameof(Kinds))]
    public async Task A_resource_is_read_whole_by_its_own_id(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        await Stack.UpAsync(type, "x", inputs);
        var made = await Stack.UpAsync(type, "x", changed);
        Stack.Restart();
        var other = new HostStack(Stack.Host, Stack.Directory);
        var before = Picture();

        var read = await other.ImportAsync(type, "y", made.Id);

        Assert.That(Visible(type, read!.Outputs), Is.EqualTo(Visible(type, made.Outputs)));
        Assert.That(Picture(), Is.EqualTo(before));
    }

    /// <summary>An image is imported as what it is in the store, and a guest without what only its program says, such as its wait.</summary>
    private static IEnumerable<TestCaseData> Recorded() =>
        Kinds().Where(k => k.Arguments[0] is not ("NixImage" or "NixGuest"));

    [TestCaseSource(nameof(Recorded))]
    public async Task An_import_by_the_own_id_shows_no_changes_and_can_be_removed_whole(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var empty = Picture();
        var made = await Stack.UpAsync(type, "x", inputs);
        Stack.Restart();
        var other = new HostStack(Stack.Host, Stack.Directory);
        await other.ImportAsync(type, "x", made.Id);

        var step = await other.UpAsync(type, "x", inputs);

        Assert.That(step.Operation, Is.EqualTo("same"));
        await other.UpAsync(type, "x", changed);
        await other.DestroyAsync(type, "x");
        Assert.That(Picture(), Is.EqualTo(empty));
    }

    [TestCase("NixSystem")]
    [TestCase("ConfigDisk")]
    public async Task What_no_id_names_is_not_found(string type)
    {
        foreach (var id in new[] { "/gcroots/nothing", "nothing", "/etc/passwd" })
        {
            try
            {
                Assert.That(await Stack.ImportAsync(type, "x", id), Is.Null);
            }
            catch (Infra.NixHost.Hosts.HostException e)
            {
                Assert.That(e.Code, Is.EqualTo("import-unsupported"));
            }
        }
    }

    /// <summary>The outputs of a resource, without what they repeat of a program's inputs.</summary>
    private static PropertyMap Visible(string type, PropertyMap outputs) =>
        PropertyMap.Create(
            outputs.Where(p =>
                Package.Resources.Single(r => r.Name == type).Outputs.Any(o => o.Name == p.Key)
                && !(type == "NixImage" && OfTheImportedImage.Contains(p.Key))
            )
        );
}
