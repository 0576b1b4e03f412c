using System.Xml.Linq;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>The preview of a change names what it takes back of a machine that was changed by hand since the last run.</summary>
internal sealed class HandMadeChangeTests : GuestTest
{
    private const string Start = "the host differs, and this change sets it back: ";

    private static readonly PropertyMap More = Inputs.With("cpus", 2);

    [Test]
    public async Task Memory_changed_by_hand_is_named_with_what_was_found_and_what_it_becomes()
    {
        await ChangeAsync(d => SetMemory(d, 64));

        Assert.That(await LinesAsync(More), Is.EqualTo([$"{Start}memory is 64MiB, not 128MiB"]));
        Assert.That(
            await LinesAsync(More.With("memory", "256MiB")),
            Is.EqualTo([$"{Start}memory is 64MiB, not 256MiB"])
        );
    }

    [Test]
    public async Task What_the_program_wishes_now_is_not_taken_back()
    {
        await ChangeAsync(d => d.Element("vcpu")!.Value = "2");

        Assert.That(await LinesAsync(More), Is.Empty);
        Assert.That(
            await LinesAsync(Inputs.With("memory", "256MiB")),
            Is.EqualTo([$"{Start}cpus is 2, not 1"])
        );
    }

    [Test]
    public async Task A_card_added_and_a_card_removed_by_hand_are_named()
    {
        await ChangeAsync(d =>
        {
            var card = d.Descendants("interface").Single();
            var other = new XElement(card);
            other.Element("mac")!.SetAttributeValue("address", "52:54:00:00:00:77");
            other.Element("source")!.SetAttributeValue("network", "other");
            card.ReplaceWith(other);
        });

        Assert.That(
            await LinesAsync(More),
            Is.EqualTo([
                $"{Start}networks[0] was added, {{…}}",
                $"{Start}networks[0] was removed, {{…}}",
            ])
        );
    }

    [Test]
    public async Task Titles_and_devices_that_no_input_tells_are_named()
    {
        await ChangeAsync(d =>
        {
            d.AddFirst(new XElement("title", "of the operator"));
            d.Element("devices")!.Add(new XElement("filesystem"));
        });

        Assert.That(
            await LinesAsync(More),
            Is.EqualTo([$"{Start}/title was added", $"{Start}/devices/filesystem was added"])
        );
    }

    [Test]
    public async Task Notes_of_other_programs_and_what_an_older_version_did_not_write_are_not_named()
    {
        await ChangeAsync(d =>
        {
            d.Element("metadata")!.Add(new XElement(XNamespace.Get("urn:x") + "note"));
            d.Element("features")!.Element("acpi")!.Remove();
            d.Descendants("memballoon").Single().Attribute("model")!.Remove();
        });

        Assert.That(await LinesAsync(More), Is.Empty);
    }

    [Test]
    public async Task Power_and_autostart_changed_by_hand_are_named()
    {
        await ChangeAsync(_ => { });
        (Domains.Only.State, Domains.Only.Autostart) = (DomainState.ShutOff, false);

        Assert.That(
            await LinesAsync(More),
            Is.EqualTo([
                $"{Start}power: the guest should run and is ShutOff",
                $"{Start}autostart is off, not on",
            ])
        );
        var off = More.With("running", false).With("waitFor", "none");
        Assert.That(await LinesAsync(off), Is.Empty);
    }

    [Test]
    public async Task What_a_refresh_has_told_is_told_once()
    {
        await ChangeAsync(d =>
        {
            SetMemory(d, 64);
            d.AddFirst(new XElement("title", "of the operator"));
        });
        await Stack.RefreshAsync(Type, "web");

        Assert.That(await LinesAsync(More), Is.Empty);
        Assert.That(Stack.Log.Lines.Last(), Does.Contain("/title was added"));
    }

    [Test]
    public async Task A_machine_as_it_was_made_is_asked_no_question_more_and_has_no_line()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Stack.Restart();
        var reads = 0;
        Stack.Host.Calls.Meanwhile = call => reads += call == "domain read" ? 1 : 0;

        Assert.That(await LinesAsync(More), Is.Empty);
        // The check of its disks, and whose it is.
        Assert.That(reads, Is.EqualTo(2));
    }

    [Test]
    public async Task A_new_name_takes_back_too_what_was_changed_by_hand()
    {
        await ChangeAsync(d => d.AddFirst(new XElement("title", "of the operator")));

        Assert.That(
            await LinesAsync(Inputs.With("guestName", "other")),
            Is.EqualTo([$"{Start}/title was added"])
        );
    }

    [Test]
    public async Task An_update_that_goes_on_after_a_failed_one_names_it_too()
    {
        await ChangeAsync(d => d.AddFirst(new XElement("title", "of the operator")));
        Stack.Restart();

        Stack.Edit(Type, "web", step => step with { Operation = "failed" });
        await Stack.PreviewAsync(Type, "web", Inputs);

        Assert.That(Stack.Log.Warnings, Is.EqualTo([$"{Start}/title was added"]));
    }

    [Test]
    public async Task Values_that_came_as_secrets_are_told_neither_here_nor_by_a_refresh()
    {
        var secret = Inputs.With("memory", new PropertyValue.Secret("0.125GiB"));
        await Stack.UpAsync(Type, "web", secret);
        Edit(d => SetMemory(d, 64));

        var lines = await LinesAsync(secret.With("cpus", 2));
        await Stack.RefreshAsync(Type, "web");

        Assert.That(lines, Is.EqualTo([$"{Start}memory is [secret], not [secret]"]));
        Assert.That(
            Stack.Log.Warnings,
            Is.EqualTo(["drift: definition: memory is [secret], not [secret]"])
        );
    }

    private static void SetMemory(XElement domain, int mebibytes)
    {
        domain.Element("memory")!.Value = $"{mebibytes * 1024}";
        domain.Element("currentMemory")!.Value = $"{mebibytes * 1024}";
    }

    private async Task ChangeAsync(Action<XElement> edit)
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Edit(edit);
    }

    private void Edit(Action<XElement> edit)
    {
        var xml = XElement.Parse(Domains.Only.Xml);
        edit(xml);
        Domains.Only.Xml = xml.ToString();
    }

    /// <summary>The lines of a preview that say what the change takes back.</summary>
    private async Task<IEnumerable<string>> LinesAsync(PropertyMap inputs)
    {
        Stack.Restart();
        Stack.Log.Lines.Clear();
        await Stack.PreviewAsync(Type, "web", inputs);
        return Stack
            .Log.Lines.SelectMany(l => l.Split('\n'))
            .Where(l => l.StartsWith(Start, StringComparison.Ordinal));
    }
}
