using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>An operation succeeds only over a guest that is as it was asked to be.</summary>
internal sealed class GuestPowerTests : GuestTest
{
    private static readonly PropertyMap Started = Inputs.With("waitFor", "started");

    [SetUp]
    public void MakeItQuick() => Stack.Restart(new QuickClock());

    [Test]
    public async Task A_guest_that_a_full_disk_pauses_at_its_start_is_in_the_state_with_the_reason()
    {
        FillDiskAtBoot();

        var failure = await Assert.ThrowsAsync<InitFailedException>(() =>
            Stack.UpAsync(Type, "web", Started)
        );

        Assert.That(
            failure!.Reasons.Single(),
            Does.Contain("no space left for the disk 'os' (\"/images/os.qcow2\")")
                .And.EndWith("[guest-paused]")
        );
        Assert.That(Stack.StateOf(Type, "web").Operation, Is.EqualTo("failed"));
    }

    [Test]
    public async Task A_wait_for_a_guest_that_a_full_disk_has_paused_names_the_disk()
    {
        FillDiskAtBoot();

        var failure = await Assert.ThrowsAsync<InitFailedException>(() =>
            Stack.UpAsync(Type, "web", Inputs)
        );

        Assert.That(failure!.Reasons.Single(), Does.EndWith("[guest-paused]"));
    }

    [Test]
    public async Task A_guest_paused_by_a_full_disk_goes_on_once_there_is_space()
    {
        FillDiskAtBoot();
        await Assert.ThrowsAsync<InitFailedException>(() => Stack.UpAsync(Type, "web", Started));

        var stillFull = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", Started)
        );
        Domains.Only.HasFullDisk = false;
        await Stack.UpAsync(Type, "web", Started);

        Assert.That(stillFull!.Code, Is.EqualTo("guest-paused"));
        Assert.That((Domains.Only.State, Domains.Only.Boots), Is.EqualTo((DomainState.Running, 1)));
    }

    [Test]
    public async Task A_preview_says_why_a_guest_is_updated_that_nothing_has_changed()
    {
        FillDiskAtBoot();
        await Assert.ThrowsAsync<InitFailedException>(() => Stack.UpAsync(Type, "web", Started));
        Stack.Log.Lines.Clear();

        var step = await Stack.PreviewAsync(Type, "web", Started);

        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That(
            Stack.Log.Lines,
            Is.EqualTo([
                "gets the guest 'web' going, which was not as it should be when the last run ended [in-place]",
            ])
        );
    }

    [Test]
    public async Task A_state_still_owns_its_guest_after_an_update_that_ended_half_made()
    {
        await Stack.UpAsync(Type, "web", Started);
        FillDiskAtBoot();
        var more = Started.With("memory", "256MiB");
        await Assert.ThrowsAsync<InitFailedException>(() => Stack.UpAsync(Type, "web", more));
        Domains.Only.HasFullDisk = false;

        await Stack.UpAsync(Type, "web", more);
        await Stack.DestroyAsync(Type, "web");

        Assert.That(Domains.All, Is.Empty);
    }

    [Test]
    public async Task A_refresh_of_a_guest_paused_by_a_full_disk_leads_to_no_success_either()
    {
        await ConfigureAsync(Inputs);
        Domains.Only.HasFullDisk = true;
        (Domains.Only.State, Domains.Only.PauseReason) = (DomainState.Paused, PauseReason.IoError);

        await Stack.RefreshAsync(Type, "web");
        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", Inputs)
        );

        Assert.That(failure!.Code, Is.EqualTo("guest-paused"));
        Assert.That(
            Stack.Log.Warnings.First(),
            Does.EndWith("the guest should run and is Paused by a failed read or write of a disk")
        );
    }

    [Test]
    public async Task An_update_whose_guest_pauses_afterwards_keeps_its_new_definition_and_says_so()
    {
        await Stack.UpAsync(Type, "web", Started);
        FillDiskAtBoot();

        var failure = await Assert.ThrowsAsync<InitFailedException>(() =>
            Stack.UpAsync(Type, "web", Started.With("memory", "256MiB"))
        );

        Assert.That(failure!.Reasons.Single(), Does.EndWith("[guest-paused]"));
        Assert.That(Domains.Only.Xml, Does.Contain("262144</memory>"));
        Assert.That(
            Stack.StateOf(Type, "web").Inputs["memory"],
            Is.EqualTo((PropertyValue)"256MiB")
        );
    }

    [Test]
    public async Task A_paused_guest_that_a_refresh_found_restarts_for_what_needs_it()
    {
        await ConfigureAsync(Inputs);
        Domains.Only.State = DomainState.Paused;
        await Stack.RefreshAsync(Type, "web");

        await ConfigureAsync(Inputs.With("memory", "256MiB"));

        Assert.That(Domains.Only.LiveXml, Does.Contain("262144</memory>"));
    }

    [Test]
    public async Task A_suspended_guest_is_woken_before_a_live_change()
    {
        var inputs = Inputs.With("maxMemory", "1GiB");
        await ConfigureAsync(inputs);
        Domains.Only.State = DomainState.Suspended;

        await ConfigureAsync(inputs.With("memory", "256MiB"));

        Assert.That((Domains.Only.State, Domains.Only.Boots), Is.EqualTo((DomainState.Running, 1)));
        Assert.That(Domains.Only.LiveMemory, Is.EqualTo(256 * 1024 * 1024));
    }

    [Test]
    public async Task A_suspended_guest_that_does_not_wake_up_is_told_and_left_as_it_is()
    {
        var inputs = Inputs.With("maxMemory", "1GiB");
        await ConfigureAsync(inputs);
        var before = Domains.Only.Xml;
        (Domains.Only.State, Domains.Only.SleepsOn) = (DomainState.Suspended, true);

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", inputs.With("memory", "256MiB"))
        );

        Assert.That(failure!.Code, Is.EqualTo("guest-suspended"));
        Assert.That(
            (Domains.Only.Xml, Domains.Only.State),
            Is.EqualTo((before, DomainState.Suspended))
        );
    }

    [Test]
    public async Task A_suspended_guest_is_found_by_a_refresh_and_woken_by_up()
    {
        await ConfigureAsync(Inputs);
        Domains.Only.State = DomainState.Suspended;

        await Stack.RefreshAsync(Type, "web");
        await ConfigureAsync(Inputs);

        Assert.That(
            Stack.Log.Warnings.Single(),
            Does.EndWith("is suspended by itself; up wakes it")
        );
        Assert.That((Domains.Only.State, Domains.Only.Boots), Is.EqualTo((DomainState.Running, 1)));
    }

    [Test]
    public async Task A_wait_that_was_not_fulfilled_is_not_forgotten_by_a_refresh()
    {
        Domains.OnBoot = _ => [];
        await Assert.ThrowsAsync<InitFailedException>(() => Stack.UpAsync(Type, "web", Inputs));

        await Stack.RefreshAsync(Type, "web");
        var preview = await Stack.PreviewAsync(Type, "web", Inputs);
        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", Inputs)
        );

        Assert.That(
            preview.Diff!.Changes.Single().Reason,
            Is.EqualTo("guest: it has not reported itself configured")
        );
        Assert.That(failure!.Code, Is.EqualTo("guest-timeout"));
    }

    [Test]
    public async Task A_guest_that_reports_late_fulfils_the_wait_of_the_next_up()
    {
        Domains.OnBoot = _ => [];
        await Assert.ThrowsAsync<InitFailedException>(() => Stack.UpAsync(Type, "web", Inputs));
        await Stack.RefreshAsync(Type, "web");
        Domains.Only.Channel.Writer.TryWrite(FakeDomains.Report(1, "boot-1", "ready"));

        Stack.Restart();
        var up = await Stack.UpAsync(Type, "web", Inputs);
        Stack.Log.Warnings.Clear();
        await Stack.RefreshAsync(Type, "web");

        Assert.That(up.Operation, Is.EqualTo("update"));
        Assert.That(Stack.Log.Warnings, Is.Empty);
        Assert.That(Domains.Only.Boots, Is.EqualTo(1));
    }

    [Test]
    public async Task A_guest_that_should_be_off_does_not_start_with_the_host()
    {
        await ConfigureAsync(Inputs);
        var whileOn = Domains.Only.Autostart;

        await Stack.UpAsync(Type, "web", Started.With("running", false));
        var whileOff = Domains.Only.Autostart;
        await Stack.UpAsync(Type, "web", Started);

        Assert.That((whileOn, whileOff, Domains.Only.Autostart), Is.EqualTo((true, false, true)));
    }

    [Test]
    public async Task A_guest_that_should_be_off_and_starts_with_the_host_is_drift_that_up_repairs()
    {
        await Stack.UpAsync(Type, "web", Started.With("running", false));
        Domains.Only.Autostart = true;

        await Stack.RefreshAsync(Type, "web");
        await Stack.UpAsync(Type, "web", Started.With("running", false));

        Assert.That(
            Stack.Log.Warnings.Single(),
            Does.EndWith("autostart is on, and the guest should be off")
        );
        Assert.That(Domains.Only.Autostart, Is.False);
    }

    [Test]
    public async Task A_guest_that_powers_off_at_once_is_no_started_guest()
    {
        Domains.DiesAfterBoot = true;

        var failure = await Assert.ThrowsAsync<InitFailedException>(() =>
            Stack.UpAsync(Type, "web", Started)
        );

        Assert.That(failure!.Reasons.Single(), Does.EndWith("[guest-died]"));
    }

    [TestCase("started", true, "[guest-crashed]")]
    [TestCase("none", true, "[guest-crashed]")]
    [TestCase("none", false, null)]
    public async Task A_guest_that_nobody_waits_for_may_power_off_but_not_crash(
        string waitFor,
        bool crashes,
        string? code
    )
    {
        (Domains.DiesAfterBoot, Domains.CrashesAtDeath) = (true, crashes);
        var reason = "";
        try
        {
            await Stack.UpAsync(Type, "web", Inputs.With("waitFor", waitFor));
        }
        catch (InitFailedException e)
        {
            reason = e.Reasons.Single();
        }

        Assert.That(reason, code is null ? Is.Empty : Does.EndWith(code));
        Assert.That(Stack.Has(Type, "web"));
    }

    [Test]
    public async Task A_guest_is_in_the_state_when_libvirt_goes_away_during_the_wait()
    {
        Stack.Host.Calls.FailOn = ("domain channel", 1);
        Stack.Host.Calls.StaysAway = true;

        await Assert.ThrowsAsync<InitFailedException>(() => Stack.UpAsync(Type, "web", Inputs));
        Stack.Host.Calls.Clear();

        Assert.That(Domains.Only.State, Is.EqualTo(DomainState.Running));
        Assert.That(Stack.StateOf(Type, "web").Id, Is.EqualTo($"{Domains.Only.Uuid}"));
        await Stack.DestroyAsync(Type, "web");
        Assert.That(Domains.All, Is.Empty);
    }

    [Test]
    public async Task A_guest_that_cannot_be_undone_is_in_the_state_with_both_reasons()
    {
        Stack.Host.Calls.FailOn = ("domain start", 1);
        Stack.Host.Calls.StaysAway = true;

        var failure = await Assert.ThrowsAsync<InitFailedException>(() =>
            Stack.UpAsync(Type, "web", Inputs)
        );
        Stack.Host.Calls.Clear();
        await ConfigureAsync(Inputs);

        Assert.That(failure!.Reasons, Has.Length.EqualTo(2));
        Assert.That(failure.Reasons[1], Does.Contain("could not be removed either"));
        Assert.That(Domains.Only.State, Is.EqualTo(DomainState.Running));
    }

    /// <summary>An up that succeeds: a quick clock would give its guest milliseconds for the report.</summary>
    private async Task ConfigureAsync(PropertyMap inputs)
    {
        Stack.Restart();
        await Stack.UpAsync(Type, "web", inputs);
        Stack.Restart(new QuickClock());
    }

    private void FillDiskAtBoot() =>
        Domains.OnBoot = domain =>
        {
            domain.HasFullDisk = true;
            return [];
        };
}
