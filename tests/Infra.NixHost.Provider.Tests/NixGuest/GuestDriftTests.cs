using System.Xml.Linq;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Tests.Fakes;

namespace Infra.NixHost.Provider.Tests.NixGuest;

internal sealed class GuestDriftTests : GuestTest
{
    [Test]
    public async Task A_guest_as_it_was_made_has_no_drift()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        var inputs = Stack.StateOf(Type, "web").Inputs;

        var read = await Stack.RefreshAsync(Type, "web");
        var step = await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(read!.Inputs, Is.EqualTo(inputs));
        Assert.That(step.Operation, Is.EqualTo("same"));
        Assert.That(Stack.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task Memory_changed_by_hand_is_found_and_repaired()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Edit(d => d.Element("currentMemory")!.Value = $"{64 * 1024}");

        await Stack.RefreshAsync(Type, "web");
        await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(
            Stack.Log.Warnings.Single(w => w.Contains(" memory ", StringComparison.Ordinal)),
            Is.EqualTo("drift: definition: memory is 64MiB, not 128MiB")
        );
        Assert.That(Domains.Only.Xml, Does.Contain($"<currentMemory unit=\"KiB\">{128 * 1024}<"));
    }

    [Test]
    public async Task A_card_unplugged_by_hand_is_plugged_in_again_without_a_restart()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        EditLive(d => d.Descendants("interface").Remove());

        await Stack.RefreshAsync(Type, "web");
        await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(Stack.Log.Warnings, Has.One.StartsWith("drift: running machine: networks[0]"));
        Assert.That(Domains.Only.LiveXml, Does.Contain("<interface"));
        Assert.That(Domains.Only.Boots, Is.EqualTo(1));
    }

    [Test]
    public async Task What_no_input_tells_is_found_too_and_written_anew()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Edit(d =>
        {
            d.Element("features")!.Element("acpi")!.Remove();
            d.Element("devices")!.Add(new XElement("filesystem"));
        });

        await Stack.RefreshAsync(Type, "web");
        await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(
            Stack.Log.Warnings,
            Is.EqualTo([
                "drift: definition: /features/acpi is gone",
                "drift: definition: /devices/filesystem was added",
            ])
        );
        Assert.That(Domains.Only.Xml, Does.Contain("<acpi").And.Not.Contain("filesystem"));
    }

    [Test]
    public async Task A_crashed_guest_is_found_and_started()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        (Domains.Only.State, Domains.Only.HasCrashed) = (DomainState.ShutOff, true);

        await Stack.RefreshAsync(Type, "web");
        await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(
            Stack.Log.Warnings,
            Is.EqualTo(["drift: power: the guest should run and is crashed"])
        );
        Assert.That(Domains.Only.State, Is.EqualTo(DomainState.Running));
    }

    [Test]
    public async Task A_paused_guest_goes_on_without_a_restart()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Domains.Only.State = DomainState.Paused;

        await Stack.RefreshAsync(Type, "web");
        await Stack.UpAsync(Type, "web", Inputs);

        Assert.That((Domains.Only.State, Domains.Only.Boots), Is.EqualTo((DomainState.Running, 1)));
    }

    [Test]
    public async Task A_refresh_says_what_it_found_and_only_up_what_starts()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Domains.Only.State = DomainState.ShutOff;

        await Stack.RefreshAsync(Type, "web");
        var refreshed = string.Join('\n', Stack.Log.Lines);
        await Stack.PreviewAsync(Type, "web", Inputs);

        Assert.That(Stack.Log.Warnings, Has.One.Contains("power: the guest should run and is"));
        Assert.That(refreshed, Does.Not.Contain("starts the guest"));
        Assert.That(Stack.Log.Lines, Has.Some.Contains("starts the guest"));
    }

    [Test]
    public async Task A_config_disk_that_nothing_keeps_is_found_and_kept_again()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Stack.Host.FakeStore.Roots.Clear();

        await Stack.RefreshAsync(Type, "web");
        await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(Stack.Log.Warnings, Has.One.Contains(Config));
        Assert.That(Stack.Host.FakeStore.Roots.Values, Is.EqualTo([Config]));
    }

    [Test]
    public async Task A_lost_disk_is_a_line_and_no_crash()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Stack.Host.FakeImages.Files.TryRemove("/images/os.qcow2", out _);

        await Stack.RefreshAsync(Type, "web");

        Assert.That(Stack.Log.Warnings, Has.One.StartsWith("drift: disk 'os': "));
    }

    private void Edit(Action<XElement> edit)
    {
        var xml = XElement.Parse(Domains.Only.Xml);
        edit(xml);
        Domains.Only.Xml = xml.ToString();
    }

    private void EditLive(Action<XElement> edit)
    {
        var xml = XElement.Parse(Domains.Only.LiveXml);
        edit(xml);
        Domains.Only.LiveXml = xml.ToString();
    }
}
