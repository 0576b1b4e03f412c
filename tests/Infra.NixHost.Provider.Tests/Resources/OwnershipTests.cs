using System.Text.RegularExpressions;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>
/// Whose is it? The same questions for every kind of resource, on the host in memory. Real.OwnershipTests asks them on real libvirt.
/// </summary>
internal sealed class OwnershipTests : OwnershipTest
{
    [TestCaseSource(nameof(Kinds))]
    public async Task What_a_killed_run_created_is_taken_over(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var made = await Stack.UpAsync(type, "x", inputs);
        var before = Picture();
        Stack.Forget(type, "x");
        Stack.Kill();

        Assert.That(await Stack.FailuresOfAsync(type, "x", inputs), Is.Empty);
        var step = await Stack.UpAsync(type, "x", inputs);

        Assert.That((step.Operation, step.Id), Is.EqualTo(("create", made.Id)));
        Assert.That(Picture(), Is.EqualTo(before));
        Assert.That(
            await Stack.UpAsync(type, "x", changed),
            Has.Property("Operation").EqualTo("update")
        );
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task A_state_still_owns_its_objects_when_the_records_are_lost(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        await Stack.UpAsync(type, "x", inputs);
        Stack.Restart();
        Directory.Delete(
            Path.Combine(Stack.Host.Options.StateDirectory, "owners"),
            recursive: true
        );

        await Stack.UpAsync(type, "x", changed);
        await Stack.DestroyAsync(type, "x");

        Assert.That(Stack.Has(type, "x"), Is.False);
    }

    [TestCaseSource(nameof(Named))]
    public async Task A_second_state_of_the_same_program_is_told_in_preview_and_refused(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        await Stack.UpAsync(type, "x", inputs);
        Stack.Restart();

        await IsToldAndRefusedAsync(new(Stack.Host, Stack.Directory), type, changed);
    }

    [TestCaseSource(nameof(Coexisting))]
    public async Task A_second_state_of_the_same_program_gets_objects_of_its_own(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var empty = Picture();
        var made = await Stack.UpAsync(type, "x", inputs);
        Stack.Restart();
        var before = Picture();
        var other = new HostStack(Stack.Host, Stack.Directory);

        var foreseen = await other.PreviewAsync(type, "x", changed);
        var step = await other.UpAsync(type, "x", changed);

        Assert.That(step.Id, Is.Not.EqualTo(made.Id));
        Assert.That(foreseen.Id, Is.EqualTo(step.Id).Or.Empty);
        await other.DestroyAsync(type, "x");
        other.Restart();
        Assert.That(Picture(), Is.EqualTo(before));
        await LeavesNothingAsync(type, "x", empty);
    }

    [TestCaseSource(nameof(Coexisting))]
    public async Task A_new_stack_of_a_former_name_stands_beside_the_renamed_one(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var empty = Picture();
        await Stack.UpAsync(type, "x", inputs);
        Stack.RenameStack("prod");
        var before = Picture();
        var other = new HostStack(Stack.Host, Stack.Directory);

        await other.UpAsync(type, "x", inputs);
        await other.UpAsync(type, "x", changed);
        await other.DestroyAsync(type, "x");
        other.Restart();

        Assert.That(Picture(), Is.EqualTo(before));
        await GoesOnAsync(type, "x", inputs, changed);
        await LeavesNothingAsync(type, "x", empty);
    }

    [TestCaseSource(nameof(Named))]
    [TestCaseSource(nameof(Disks))]
    public async Task A_clone_is_refused_in_preview_also_while_the_first_run_goes_on(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        await Stack.UpAsync(type, "x", inputs);

        await RefusesAsync(new HostStack(Stack.Host, Elsewhere.FullName), type, changed);
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task A_run_that_was_killed_after_its_state_was_saved_is_no_leftover(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        await Stack.UpAsync(type, "x", inputs);
        Stack.Kill();
        await Stack.UpAsync(type, "x", changed);
        Stack.Kill();

        if (Coexisting().Any(c => type.Equals(c.Arguments[0])))
        {
            var other = new HostStack(Stack.Host, Stack.Directory);
            var step = await other.UpAsync(type, "x", inputs);
            Assert.That(step.Id, Is.Not.EqualTo(Stack.StateOf(type, "x").Id));
        }
        else
        {
            await IsToldAndRefusedAsync(new(Stack.Host, Stack.Directory), type, inputs);
        }
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task A_create_that_was_undone_leaves_no_record(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        Assert.That(inputs, Is.Not.EqualTo(changed));
        var empty = Picture();
        for (var call = 1; ; call++)
        {
            Stack.Host.Calls.Clear();
            Stack.Host.Calls.FailAt = call;
            var failed = false;
            try
            {
                await Stack.UpAsync(type, "x", changed);
            }
            catch (Exception e) when (e is LibvirtException or InitFailedException or HostException)
            {
                failed = true;
            }

            Stack.Host.Calls.FailAt = 0;
            Stack.Restart();
            if (Stack.Has(type, "x"))
            {
                await Stack.DestroyAsync(type, "x");
                Stack.Restart();
            }

            if (!failed)
            {
                return;
            }

            // What could not be removed keeps its record, so that the next run takes it over.
            if (Picture() == empty)
            {
                Assert.That(Records(), Is.Empty, $"after call {call}");
            }
        }
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task A_renamedStack_goes_on_and_its_tags_follow(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var empty = Picture();
        await Stack.UpAsync(type, "x", inputs);

        Stack.RenameStack("prod");

        await GoesOnAsync(type, "x", inputs, changed);
        Assert.That(Tags(), Has.None.Contains(":dev::").And.Some.Contains(":prod::"));
        await LeavesNothingAsync(type, "x", empty);
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task A_renamed_resource_goes_on_and_its_tags_follow(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var empty = Picture();
        await Stack.UpAsync(type, "x", inputs);

        Stack.Rename(type, "x", "y");

        await GoesOnAsync(type, "y", inputs, changed);
        Assert.That(Tags(), Has.None.EndsWith("::x").And.Some.EndsWith("::y"));
        await LeavesNothingAsync(type, "y", empty);
    }

    /// <summary>The provider cannot tell a second state in the same folder from a forced replacement, until its create finds the object.</summary>
    private async Task IsToldAndRefusedAsync(HostStack other, string type, PropertyMap inputs)
    {
        var before = Picture();

        await other.PreviewAsync(type, "x", inputs);

        Assert.That(
            other.Log.Warnings.Single(w =>
                w.Contains("[owned-elsewhere]", StringComparison.Ordinal)
            ),
            Does.Contain(Stack.Directory).And.Contains("import")
        );
        await IsRefusedAsync(() => other.UpAsync(type, "x", inputs));
        Assert.That(Picture(), Is.EqualTo(before));
    }

    private async Task RefusesAsync(HostStack other, string type, PropertyMap inputs)
    {
        var before = Picture();

        var failure = (await other.FailuresOfAsync(type, "x", inputs)).Single();

        Assert.That(
            failure.Reason,
            Does.Contain("[owned-elsewhere]")
                .And.Contains(Stack.Directory)
                .And.Contains(other.Directory)
                .And.Contains("import")
        );
        Assert.That(Picture(), Is.EqualTo(before));
    }

    private async Task GoesOnAsync(
        string type,
        string name,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var id = Stack.StateOf(type, name).Id;
        Assert.That((await Stack.UpAsync(type, name, inputs)).Operation, Is.EqualTo("same"));
        Assert.That(await Stack.RefreshAsync(type, name), Is.Not.Null);
        Assert.That(
            Stack.Log.Warnings.Where(w =>
                !w.EndsWith("[nothing-to-boot]", StringComparison.Ordinal)
            ),
            Is.Empty
        );

        var step = await Stack.UpAsync(type, name, changed);

        Assert.That((step.Operation, step.Id), Is.EqualTo(("update", id)));
    }

    /// <summary>The urns in all tags on the host.</summary>
    private IEnumerable<string> Tags() =>
        Stack
            .Host.FakeDomains.All.Values.Select(d => d.Xml)
            .Concat(Stack.Host.FakeNetworks.All.Values.Select(n => n.Xml))
            .Select(xml => OwnerXml.Read(xml)?.Urn)
            .OfType<string>()
            .Concat(
                Records()
                    .Select(f =>
                        Regex.Match(File.ReadAllText(f), "\"Urn\":\"([^\"]*)\"").Groups[1].Value
                    )
            );
}
