using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

internal sealed class GuestCreateTests : GuestTest
{
    [Test]
    public async Task A_preview_knows_uuid_and_mac_and_writes_nothing()
    {
        var preview = await Stack.PreviewAsync(Type, "web", Inputs);

        Assert.That(Stack.Host.Calls.Writes, Is.Empty);
        Assert.That(Directory.Exists(Stack.Host.Options.StateDirectory), Is.False);
        var up = await Stack.UpAsync(Type, "web", Inputs);
        Assert.That(up.Outputs["uuid"], Is.EqualTo(preview.Outputs["uuid"]));
        Assert.That(up.Outputs["macAddresses"], Is.EqualTo(preview.Outputs["macAddresses"]));
        Assert.That(
            up.Outputs["macAddresses"].ToString(),
            Does.Contain("52:54:00:").Or.Contains("Items")
        );
    }

    [Test]
    public async Task Up_defines_starts_and_waits_for_the_report()
    {
        var step = await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(step.Outputs["state"], Is.EqualTo((PropertyValue)"running"));
        Assert.That(step.Outputs["ipAddresses"], Is.EqualTo(PropertyValue.List("10.77.0.10")));
        Assert.That(
            (Domains.Only.State, Domains.Only.Autostart),
            Is.EqualTo((DomainState.Running, true))
        );
        Assert.That(Stack.Host.FakeStore.Roots.Values, Is.EqualTo([Config]));
    }

    [Test]
    public async Task A_second_run_asks_the_host_nothing()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Stack.Restart();
        Stack.Host.Calls.Clear();

        var step = await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(step.Operation, Is.EqualTo("same"));
        Assert.That(Stack.Host.Calls.Count, Is.Zero);
    }

    [Test]
    public async Task A_guest_that_is_not_to_run_is_only_defined()
    {
        var step = await Stack.UpAsync(
            Type,
            "web",
            Inputs.With("running", false).With("waitFor", "none")
        );

        Assert.That(step.Outputs["state"], Is.EqualTo((PropertyValue)"shutOff"));
        Assert.That(Domains.Only.Boots, Is.Zero);
    }

    [Test]
    public async Task A_guest_that_fails_to_configure_itself_is_kept_with_its_own_words()
    {
        Domains.OnBoot = _ =>
            [
                FakeDomains.Report(1, "b", "init"),
                FakeDomains.Report(2, "b", "failed", "no file 'hostname'"),
            ];

        var failure = await Assert.ThrowsAsync<InitFailedException>(() =>
            Stack.UpAsync(Type, "web", Inputs)
        );

        Assert.That(failure!.Reasons.Single(), Does.Contain("no file 'hostname'"));
        Assert.That(failure.State.Id, Is.EqualTo($"{Domains.Only.Uuid:D}"));
        Assert.That(Domains.Only.State, Is.EqualTo(DomainState.Running));
    }

    [Test]
    public async Task A_report_of_another_configuration_does_not_end_the_wait()
    {
        Domains.OnBoot = _ =>
            [
                FakeDomains.ReportOf("old", 1, "b", "gave-up"),
                FakeDomains.ReportOf("old", 2, "b", "ready"),
                FakeDomains.ReportOf("", 3, "b", "ready"),
                FakeDomains.ReportOf("new", 4, "b", "ready"),
            ];

        var step = await Stack.UpAsync(Type, "web", Inputs.With("expectedConfigHash", "new"));

        Assert.That(step.Outputs["configHash"], Is.EqualTo((PropertyValue)"new"));
        Assert.That(step.Outputs["sshHostKey"], Is.EqualTo((PropertyValue)FakeDomains.HostKey));
    }

    [Test]
    public async Task A_failure_that_names_no_configuration_is_one_of_that_which_is_waited_for()
    {
        Domains.OnBoot = _ => [FakeDomains.ReportOf("", 1, "b", "failed")];

        await Assert.ThrowsAsync<InitFailedException>(() =>
            Stack.UpAsync(Type, "web", Inputs.With("expectedConfigHash", "new"))
        );
    }

    [Test]
    public async Task A_guest_that_says_nothing_in_time_is_kept_with_its_last_report()
    {
        Domains.OnBoot = _ => [FakeDomains.Report(1, "b", "configure", "reading the disk")];

        var failure = await Assert.ThrowsAsync<InitFailedException>(() =>
            Stack.UpAsync(Type, "web", Inputs.With("waitTimeout", "50ms"))
        );

        Assert.That(
            failure!.Reasons.Single(),
            Does.Contain("\"configure: reading the disk\"").And.Contains("waitTimeout")
        );
    }

    [Test]
    public async Task A_guest_that_powers_off_before_it_reports_is_kept_as_that()
    {
        Domains.OnBoot = _ => [];
        Domains.DiesAfterBoot = true;

        var failure = await Assert.ThrowsAsync<InitFailedException>(() =>
            Stack.UpAsync(Type, "web", Inputs)
        );

        Assert.That(
            failure!.Reasons.Single(),
            Does.Contain("powered off before").And.Contains("it reported nothing")
        );
    }

    [Test]
    public async Task The_next_up_waits_again_for_a_guest_that_was_late()
    {
        Domains.OnBoot = _ => [];
        await Assert.ThrowsAsync<InitFailedException>(() =>
            Stack.UpAsync(Type, "web", Inputs.With("waitTimeout", "50ms"))
        );
        Domains.Only.Channel.Writer.TryWrite(FakeDomains.Report(1, "boot-1", "ready"));
        Stack.Restart();

        var step = await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That(Domains.Only.Boots, Is.EqualTo(1));
    }

    [TestCase("50ms")]
    [TestCase("10s")]
    public async Task A_preview_after_an_interrupted_wait_says_that_up_waits_for_the_guest(
        string timeout
    )
    {
        Domains.OnBoot = _ => [];
        await Assert.ThrowsAsync<InitFailedException>(() =>
            Stack.UpAsync(Type, "web", Inputs.With("waitTimeout", "50ms"))
        );
        Stack.Restart();

        var step = await Stack.PreviewAsync(Type, "web", Inputs.With("waitTimeout", timeout));

        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That(
            Stack.Log.Lines.Last(),
            Is.EqualTo(
                "waits for the guest 'web', which had not reported that it is configured when the last run ended [in-place]"
            )
        );
    }

    [Test]
    public async Task What_a_killed_run_has_made_is_taken_over_without_a_restart()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Stack.Forget(Type, "web");
        Stack.Restart();

        var step = await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(step.Operation, Is.EqualTo("create"));
        Assert.That((Domains.All.Count, Domains.Only.Boots), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_leftover_with_another_definition_starts_with_the_new_one()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Stack.Forget(Type, "web");
        Stack.Restart();

        await Stack.UpAsync(Type, "web", Inputs.With("memory", "256MiB"));

        Assert.That(Domains.Only.Boots, Is.EqualTo(2));
        Assert.That(Domains.Only.Xml, Does.Contain($"{256 * 1024}"));
    }

    [Test]
    public async Task Deleting_leaves_nothing_of_the_guest()
    {
        await Stack.UpAsync(Type, "web", Inputs);

        await Stack.DestroyAsync(Type, "web");

        Assert.That(Domains.All, Is.Empty);
        Assert.That(Stack.Host.FakeStore.Roots, Is.Empty);
        Assert.That(
            Directory.EnumerateFiles(
                Stack.Host.Options.StateDirectory,
                "*",
                SearchOption.AllDirectories
            ),
            Is.Empty
        );
    }

    [Test]
    public async Task A_domain_that_lost_our_tag_is_not_deleted()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Domains.Only.Xml = "<domain/>";

        await Assert.ThrowsAsync<HostException>(() => Stack.DestroyAsync(Type, "web"));
        Assert.That(Domains.All, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_guest_that_went_off_is_started_after_a_refresh()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Domains.Only.State = DomainState.ShutOff;

        await Stack.RefreshAsync(Type, "web");
        var step = await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(step.Diff!.Changes.Single().Path, Is.EqualTo("running"));
        Assert.That(Domains.Only.State, Is.EqualTo(DomainState.Running));
    }

    [Test]
    public async Task Whatever_call_of_a_create_fails_nothing_is_left_or_a_known_guest()
    {
        for (var k = 1; ; k++)
        {
            using var stack = new TestStack();
            Furnish(stack);
            stack.Host.Calls.FailAt = k;
            Exception? failure = null;
            try
            {
                await stack.UpAsync(Type, "web", Inputs);
            }
            catch (Exception e) when (e is LibvirtException or InitFailedException)
            {
                failure = e;
            }

            if (!stack.Host.Calls.HasFailed)
            {
                Assert.That(k, Is.GreaterThan(8));
                return;
            }

            stack.Host.Calls.FailAt = 0;
            if (failure is not InitFailedException)
            {
                Assert.That(stack.Host.FakeDomains.All, Is.Empty, $"after call {k}");
                Assert.That(stack.Host.FakeStore.Roots, Is.Empty, $"after call {k}");
            }

            stack.Restart();
            await stack.UpAsync(Type, "web", Inputs);
            Assert.That(stack.Host.FakeDomains.Only.State, Is.EqualTo(DomainState.Running));
        }
    }
}
