using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Facts;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Host;

internal sealed class HostTests : HostsTest
{
    private static readonly HostProblem Warned = new(
        "no-kvm",
        false,
        "There is no KVM.",
        "Load it."
    );
    private static readonly HostProblem Fatal = new(
        "tool-missing",
        true,
        "No qemu-img.",
        "Get it."
    );

    [Test]
    public async Task A_host_tells_which_machine_it_is_and_the_way_to_it()
    {
        var step = await Stack.UpAsync("Host", "attic", HostInputs(AtticAddress, Attic));

        Assert.That(step.Id, Is.EqualTo($"{AtticMachine}"));
        Assert.That(step.Outputs["uuid"], Is.EqualTo((PropertyValue)$"{AtticMachine}"));
        Assert.That(step.Outputs["libvirtVersion"], Is.EqualTo((PropertyValue)"9.0.0"));
        Assert.That(
            step.Outputs["connection"],
            Is.EqualTo(
                (PropertyValue)HostInputs(AtticAddress, Attic).With("uuid", $"{AtticMachine}")
            )
        );
    }

    [Test]
    public async Task A_host_without_an_address_is_this_machine()
    {
        var step = await Stack.UpAsync("Host", "here", PropertyMap.Empty);

        Assert.That(step.Id, Is.EqualTo($"{Stack.Host.FakeFacts.Machine}"));
    }

    [Test]
    public async Task A_preview_knows_the_outputs_and_writes_nothing()
    {
        var step = await Stack.PreviewAsync("Host", "attic", HostInputs(AtticAddress, Attic));

        Assert.That(step.Outputs["uuid"], Is.EqualTo((PropertyValue)$"{AtticMachine}"));
        Assert.That(Attic.Calls.Writes, Is.Empty);
    }

    [Test]
    public async Task Nothing_is_written_on_a_host_that_is_made_changed_and_forgotten()
    {
        await AtticAsync();
        Stack.Restart();
        await Stack.UpAsync("Host", "attic", HostInputs(AtticAddress, Attic).With("sudo", true));
        await Stack.DestroyAsync("Host", "attic");

        Assert.That(Attic.Calls.Writes, Is.Empty);
        Assert.That(Directory.Exists(Attic.Options.StateDirectory), Is.False);
    }

    [Test]
    public async Task A_host_where_nothing_works_is_refused_with_the_way_to_mend_it()
    {
        Attic.FakeFacts.Facts = Attic.FakeFacts.Facts with { Problems = [Fatal, Warned] };

        var failure = await Assert.ThrowsAsync<HostException>(AtticAsync);

        Assert.That(failure?.Code, Is.EqualTo("tool-missing"));
        Assert.That(failure?.Message, Is.EqualTo("No qemu-img. Get it."));
    }

    [Test]
    public async Task What_else_a_host_lacks_is_a_warning()
    {
        Attic.FakeFacts.Facts = Attic.FakeFacts.Facts with { Problems = [Warned] };

        await AtticAsync();

        Assert.That(Stack.Log.Warnings, Is.EqualTo(["There is no KVM. Load it [no-kvm]"]));
    }

    [Test]
    public async Task A_host_that_does_not_answer_is_told()
    {
        Attic.FakeFacts.Failure = new("host-lost", "The host attic.lan was lost.");

        var failure = await Assert.ThrowsAsync<HostException>(AtticAsync);

        Assert.That(failure?.Code, Is.EqualTo("host-lost"));
    }

    [TestCase("address", "attic.lan", "is no address of a host")]
    [TestCase("stateDirectory", "state", "is not an absolute path")]
    [TestCase("buildOn", "attic.lan", "is no place of builds")]
    public async Task A_wrong_setting_is_told(string name, string value, string reason)
    {
        var failures = await Stack.FailuresOfAsync(
            "Host",
            "attic",
            HostInputs(AtticAddress, Attic).With(name, value)
        );

        Assert.That(failures.Single().Path, Is.EqualTo(name));
        Assert.That(failures.Single().Reason, Does.Contain(reason));
    }

    [Test]
    public async Task Another_address_of_the_machine_is_a_change_in_place()
    {
        await AtticAsync();
        Stack.Elsewhere["ssh://attic"] = Attic;
        Stack.Restart();

        var step = await Stack.UpAsync("Host", "attic", HostInputs("ssh://attic", Attic));

        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That(step.Id, Is.EqualTo($"{AtticMachine}"));
    }

    [Test]
    public async Task An_address_of_another_machine_replaces_the_host()
    {
        await AtticAsync();
        Stack.Restart();

        var step = await Stack.PreviewAsync("Host", "attic", HostInputs(CellarAddress, Cellar));

        Assert.That(step.Operation, Is.EqualTo("replace"));
        Assert.That(Stack.Log.Lines.Last(), Does.Contain($"another machine, {CellarMachine}"));
    }

    [Test]
    public async Task A_new_address_that_leads_to_a_machine_of_the_same_uuid_is_refused()
    {
        (Attic.FakeFacts.MachineId, Cellar.FakeFacts.MachineId) = ("one", "other");
        await AtticAsync();
        Cellar.FakeFacts.Machine = AtticMachine;
        Stack.Restart();

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.PreviewAsync(
                "Host",
                "attic",
                HostInputs(AtticAddress, Attic).With("address", CellarAddress)
            )
        );

        Assert.That(failure?.Message, Does.Contain("are two machines with one UUID"));
    }

    [TestCase("stateDirectory")]
    [TestCase("gcRootDirectory")]
    public async Task A_directory_by_which_resources_are_found_stays(string name)
    {
        await AtticAsync();
        Stack.Restart();

        var failures = await Stack.FailuresOfAsync(
            "Host",
            "attic",
            HostInputs(AtticAddress, Attic).With(name, "/other")
        );

        Assert.That(failures.Single().Path, Is.EqualTo(name));
        Assert.That(failures.Single().Reason, Does.Contain("cannot become \"/other\""));
    }

    [Test]
    public async Task Of_an_address_that_is_not_known_yet_nothing_is_known()
    {
        var inputs = PropertyMap.Of(("address", PropertyValue.Computed.Instance));

        var host = await Stack.PreviewAsync("Host", "attic", inputs);
        var network = await Stack.PreviewAsync(
            "BridgeNetwork",
            "lan",
            Network(host.Outputs["connection"])
        );

        Assert.That(host.Outputs["connection"], Is.EqualTo(PropertyValue.Computed.Instance));
        Assert.That(network.Outputs["uuid"], Is.EqualTo(PropertyValue.Computed.Instance));
    }

    [TestCase("getHost", "libvirtVersion")]
    [TestCase("getImages", "images")]
    public async Task A_function_is_asked_of_the_host_that_it_names(string name, string output)
    {
        Attic.FakeFacts.Facts = Attic.FakeFacts.Facts with { LibvirtVersion = "11.0.0" };
        var attic = await AtticAsync();

        var (outputs, failures) = await Stack.InvokeAsync(
            $"nixhost:index:{name}",
            PropertyMap.Of(("host", attic))
        );

        Assert.That(failures, Is.Empty);
        Assert.That(outputs, Does.ContainKey(output));
        Assert.That(
            outputs.Get("libvirtVersion"),
            name == "getHost" ? Is.EqualTo((PropertyValue)"11.0.0") : Is.Null
        );
    }

    [Test]
    public async Task A_refresh_reads_the_facts_again()
    {
        await AtticAsync();
        Attic.FakeFacts.Facts = Attic.FakeFacts.Facts with { LibvirtVersion = "11.0.0" };
        Stack.Restart();

        var step = await Stack.RefreshAsync("Host", "attic");

        Assert.That(step?.Outputs["libvirtVersion"], Is.EqualTo((PropertyValue)"11.0.0"));
    }

    [Test]
    public async Task A_refresh_does_not_take_another_machine_for_the_host()
    {
        await AtticAsync();
        Attic.FakeFacts.Machine = CellarMachine;
        Stack.Restart();

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.RefreshAsync("Host", "attic")
        );

        Assert.That(failure?.Code, Is.EqualTo("host-other"));
        Assert.That(
            failure?.Message,
            Does.StartWith($"{AtticAddress} leads to the machine {CellarMachine}, but")
        );
    }

    [Test]
    public async Task A_host_is_imported_by_its_address()
    {
        var step = await Stack.ImportAsync("Host", "attic", AtticAddress);

        Assert.That(step?.Id, Is.EqualTo($"{AtticMachine}"));
        Assert.That(step?.Inputs["address"], Is.EqualTo((PropertyValue)AtticAddress));
    }

    [Test]
    public async Task The_providers_own_host_is_imported_by_its_machine()
    {
        var step = await Stack.ImportAsync("Host", "here", $"{Stack.Host.FakeFacts.Machine}");

        Assert.That(step?.Id, Is.EqualTo($"{Stack.Host.FakeFacts.Machine}"));
    }

    [Test]
    public async Task A_machine_whose_address_nobody_knows_cannot_be_imported()
    {
        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.ImportAsync("Host", "attic", $"{AtticMachine}")
        );

        Assert.That(failure?.Message, Does.Contain("Give the address of the host instead"));
    }
}
