using System.Text.RegularExpressions;
using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>States that tell other things than the host: those of old versions, and those with ids and tokens of others.</summary>
internal sealed class OwnedStateTests : OwnershipTest
{
    [TestCaseSource(nameof(Kinds))]
    public async Task A_state_of_an_old_version_gets_a_token_at_the_first_write(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var empty = Picture();
        await Stack.UpAsync(type, "x", inputs);
        MakeOld(type);
        var old = Stack.StateOf(type, "x");
        Assert.That((await Stack.UpAsync(type, "x", inputs)).Operation, Is.EqualTo("same"));

        // The host has the token and the state has it not: the run was killed between the two.
        await Stack.UpAsync(type, "x", changed);
        Stack.Edit(type, "x", _ => old);
        Stack.Kill();
        var step = await Stack.UpAsync(type, "x", changed);

        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That(step.Outputs.ContainsKey(Owners.Output));
        Stack.Restart();
        var clone = new HostStack(Stack.Host, Elsewhere.FullName);
        clone.Put(type, "x", old);
        var before = Picture();
        await IsRefusedAsync(() => clone.PreviewAsync(type, "x", changed));
        await IsRefusedAsync(() => clone.DestroyAsync(type, "x"));
        Assert.That(Picture(), Is.EqualTo(before));
        await LeavesNothingAsync(type, "x", empty);
    }

    [Test]
    public async Task The_records_that_an_old_version_left_open_are_closed_by_the_next_write()
    {
        await Stack.UpAsync("OverlayDisk", "a", Of(("image", $"{Base}/nixos.qcow2")));
        var records = Path.Combine(Stack.Host.Options.StateDirectory, "owners");
        File.SetUnixFileMode(records, (UnixFileMode)0b111_101_101);

        await Stack.UpAsync("OverlayDisk", "b", Of(("image", $"{Base}/nixos.qcow2")));

        Assert.That(File.GetUnixFileMode(records), Is.EqualTo((UnixFileMode)0b111_000_000));
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task A_state_with_another_token_neither_changes_nor_removes(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        await Stack.UpAsync(type, "x", inputs);
        Stack.Restart();
        Stack.Edit(
            type,
            "x",
            s => s with { Outputs = s.Outputs.With(Owners.Output, Owners.NewToken()) }
        );
        var before = Picture();

        await IsRefusedAsync(() => Stack.PreviewAsync(type, "x", changed));
        await IsRefusedAsync(() => Stack.UpAsync(type, "x", changed));
        await IsRefusedAsync(() => Stack.DestroyAsync(type, "x"));

        Assert.That(Picture(), Is.EqualTo(before));
    }

    [TestCase("BridgeNetwork")]
    [TestCase("NixGuest")]
    public async Task Of_two_imports_of_one_object_the_first_that_writes_owns_it(string type)
    {
        var kind = Kinds().Single(k => type.Equals(k.Arguments[0])).Arguments;
        var (inputs, changed) = ((PropertyMap)kind[1]!, (PropertyMap)kind[2]!);
        await Stack.UpAsync(type, "x", inputs);
        Stack.Restart();
        var (a, b) = (
            new HostStack(Stack.Host, Elsewhere.FullName),
            new HostStack(Stack.Host, Stack.Directory)
        );
        await a.ImportAsync(type, "a", "x");
        await b.ImportAsync(type, "b", "x");
        var name = type == "NixGuest" ? "guestName" : "networkName";

        await a.UpAsync(type, "a", changed.With(name, "x"));
        a.Restart();

        await IsRefusedAsync(() => b.UpAsync(type, "b", changed.With(name, "x")));
        await IsRefusedAsync(() => b.DestroyAsync(type, "b"));
        await IsRefusedAsync(() => Stack.DestroyAsync(type, "x"));
        await a.DestroyAsync(type, "a");
        Assert.That(Records(), Is.Empty);
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task Nothing_is_removed_by_an_id_alone(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        await Stack.UpAsync(type, "x", inputs);
        foreach (var (id, outputs) in Foreign(type, Stack.StateOf(type, "x").Outputs))
        {
            Stack.Edit(type, "x", s => s with { Id = id, Outputs = outputs });
            var before = Picture();

            await Assert.ThrowsAsync<HostException>(() => Stack.DestroyAsync(type, "x"));

            Assert.That(Picture(), Is.EqualTo(before), id);
        }
    }

    private IEnumerable<(string Id, PropertyMap Outputs)> Foreign(string type, PropertyMap outputs)
    {
        foreach (
            var state in new[]
            {
                outputs,
                outputs.Without(Owners.Output),
                ImportedInputs.Of(outputs),
            }
        )
        {
            if (type == "OverlayDisk")
            {
                Stack.Host.FakeImages.Add("/images/theirs.qcow2", 4096);
                yield return ("/images/theirs.qcow2", state);
            }
            else if (type == "BridgeNetwork")
            {
                if (!ImportedInputs.Are(state))
                {
                    yield return ($"{Stack.Host.FakeNetworks.Add("theirs"):D}", state);
                }
            }
            else if (type == "NixGuest")
            {
                if (!ImportedInputs.Are(state))
                {
                    yield return ($"{Stack.Host.FakeDomains.Add("theirs").Uuid:D}", state);
                }
            }
            else
            {
                foreach (
                    var root in new[] { "/gcroots/theirs", "/etc/link", "/gcroots/../etc/link" }
                )
                {
                    Stack.Host.FakeStore.Roots[root] = Base;
                    yield return (root, state);
                }
            }
        }
    }

    /// <summary>Takes from the host and the state what old versions did not write.</summary>
    private void MakeOld(string type)
    {
        Stack.Restart();
        Stack.Edit(
            type,
            "x",
            s =>
                s with
                {
                    Inputs = s.Inputs.Without("__origin"),
                    Outputs = s.Outputs.Without(Owners.Output),
                }
        );
        foreach (var file in Records())
        {
            File.Delete(file);
        }

        foreach (var domain in Stack.Host.FakeDomains.All.Values)
        {
            domain.Xml = WithoutToken(domain.Xml);
        }

        foreach (var (uuid, (info, xml)) in Stack.Host.FakeNetworks.All)
        {
            Stack.Host.FakeNetworks.All[uuid] = (info, WithoutToken(xml));
        }
    }

    private static string WithoutToken(string xml) =>
        Regex.Replace(xml, " (token|folder|operator)=\"[^\"]*\"", "");
}
