using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>
/// <c>up --replace</c> and tainted resources: engines check them without the former inputs and do not ask for a diff.
/// </summary>
internal sealed class ForcedReplacementTests : OwnershipTest
{
    [TestCaseSource(nameof(Kinds))]
    public Task Every_resource_can_be_replaced_by_deleting_it_first(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    ) => IsReplacedAsync(type, inputs, changed, deletesFirst: true);

    [TestCaseSource(nameof(Coexisting))]
    public Task What_can_exist_twice_is_replaced_by_creating_first(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    ) => IsReplacedAsync(type, inputs, changed, deletesFirst: false);

    [TestCaseSource(nameof(Named))]
    public async Task What_has_a_name_says_that_it_must_be_deleted_first(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        await Stack.UpAsync(type, "x", inputs);
        Stack.Restart();
        var before = Picture();

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.ForceReplaceAsync(type, "x", changed, deletesFirst: false)
        );

        Assert.That(failure?.Message, Does.Contain("deleteBeforeReplace"));
        Assert.That(Stack.Log.Warnings, Has.Exactly(1).Contains("deleteBeforeReplace"));
        Assert.That(Picture(), Is.EqualTo(before));
    }

    [TestCase("BridgeNetwork", "networkName", "the network 'x'")]
    [TestCase("NixGuest", "guestName", "the domain 'x'")]
    public async Task The_warning_begins_with_what_is_there_and_says_when_nothing_is_to_be_done(
        string type,
        string property,
        string found
    )
    {
        var inputs = (PropertyMap)
            Named().Single(k => k.Arguments[0] as string == type).Arguments[1]!;
        await Stack.UpAsync(type, "x", inputs);
        Stack.Restart();

        await Stack.ForceReplaceAsync(type, "x", inputs, deletesFirst: true, isPreview: true);

        var warning = Stack.Log.Warnings.Single(w =>
            w.StartsWith(property, StringComparison.Ordinal)
        );
        Assert.That(
            warning,
            Does.StartWith($"{property}: {found} ").And.Contains(" exists already, made by urn:")
        );
        Assert.That(
            warning,
            Does.EndWith(
                "). Nothing has to be done if this run replaces it (`--replace`, `state taint`) and the resource has the option "
                    + "`deleteBeforeReplace`. Otherwise up refuses, because both cannot exist at once: set that option, choose another "
                    + "name, destroy it there, or import it here and delete it from the other state [owned-elsewhere]"
            )
        );
    }

    [TestCaseSource(nameof(Coexisting))]
    public async Task A_replacement_never_deletes_what_it_took_over(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        // The state was saved and the run was killed before it confirmed the create.
        await Stack.UpAsync(type, "x", inputs);
        Stack.Kill();

        var step = await Stack.ForceReplaceAsync(type, "x", inputs, deletesFirst: false);

        Assert.That(await Stack.RefreshAsync(type, "x"), Is.Not.Null, step.Id);
        Assert.That((await Stack.UpAsync(type, "x", changed)).Operation, Is.EqualTo("update"));
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task A_replacement_after_a_rename_keeps_names_and_addresses(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var made = await Stack.UpAsync(type, "x", inputs);
        Stack.RenameStack("prod");
        await Stack.RefreshAsync(type, "x");

        var step = await Stack.ForceReplaceAsync(type, "x", inputs, deletesFirst: true);

        Assert.That(step.Id, Is.EqualTo(made.Id));
        Assert.That(Addresses(step), Is.EqualTo(Addresses(made)));
        Assert.That((await Stack.UpAsync(type, "x", changed)).Operation, Is.EqualTo("update"));
    }

    private async Task IsReplacedAsync(
        string type,
        PropertyMap inputs,
        PropertyMap changed,
        bool deletesFirst
    )
    {
        var empty = Picture();
        var made = await Stack.UpAsync(type, "x", inputs);
        Stack.Restart();
        var before = Picture();

        await Stack.ForceReplaceAsync(type, "x", inputs, deletesFirst, isPreview: true);
        Assert.That(Picture(), Is.EqualTo(before));
        Stack.Restart();
        var step = await Stack.ForceReplaceAsync(type, "x", inputs, deletesFirst);

        Assert.That(step.Id == made.Id, Is.EqualTo(deletesFirst));
        Assert.That(TokenOf(step), Is.Not.EqualTo(TokenOf(made)));
        Stack.Restart();
        Assert.That(await Stack.RefreshAsync(type, "x"), Is.Not.Null);
        Assert.That((await Stack.UpAsync(type, "x", inputs)).Operation, Is.EqualTo("same"));
        Assert.That((await Stack.UpAsync(type, "x", changed)).Operation, Is.EqualTo("update"));
        await LeavesNothingAsync(type, "x", empty);
    }

    private static PropertyValue? TokenOf(Step step) => step.Outputs.Get(Owners.Output);

    private static PropertyValue? Addresses(Step step) => step.Outputs.Get("macAddresses");
}
