using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

internal sealed class GuestUpdateTests : GuestTest
{
    [Test]
    public async Task More_memory_restarts_the_guest_as_announced()
    {
        await Stack.UpAsync(Type, "web", Inputs);

        var step = await Stack.UpAsync(Type, "web", Inputs.With("memory", "256MiB"));

        Assert.That(
            Stack.Log.Lines.Last(),
            Does.StartWith("restarts the guest: memory 128MiB → 256MiB").And.EndsWith("[restart]")
        );
        Assert.That((step.Operation, Domains.Only.Boots), Is.EqualTo(("update", 2)));
    }

    [Test]
    public async Task A_saved_guest_wakes_up_shuts_down_and_boots_with_what_was_changed()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Domains.Only.Save();

        await Stack.UpAsync(Type, "web", Inputs.With("memory", "256MiB"));

        Assert.That(Domains.Only.Boots, Is.EqualTo(2));
        Assert.That(Domains.Only.LiveXml, Is.EqualTo(Domains.Only.Xml));
        Assert.That(Domains.Only.SavedXml, Is.Null);
    }

    [Test]
    public async Task A_saved_guest_that_a_refresh_found_goes_on_where_it_was()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Domains.Only.Save();

        await Stack.RefreshAsync(Type, "web");
        await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(
            Stack.Log.Warnings,
            Is.EqualTo(["drift: power: the guest should run and is saved to a file; up resumes it"])
        );
        Assert.That((Domains.Only.State, Domains.Only.Boots), Is.EqualTo((DomainState.Running, 1)));
    }

    [Test]
    public async Task Memory_within_the_maximum_is_applied_live()
    {
        await Stack.UpAsync(Type, "web", Inputs.With("maxMemory", "1GiB"));

        await Stack.UpAsync(Type, "web", Inputs.With("maxMemory", "1GiB").With("memory", "256MiB"));

        Assert.That(
            Stack.Log.Lines.Last(),
            Does.StartWith("applied live: ").And.EndsWith("[live]")
        );
        Assert.That(
            (Domains.Only.Boots, Domains.Only.LiveMemory),
            Is.EqualTo((1, (long?)256 * 1024 * 1024))
        );
    }

    [Test]
    public async Task A_preview_of_a_live_change_keeps_what_the_guest_reported()
    {
        await Stack.UpAsync(Type, "web", Inputs.With("maxMemory", "1GiB"));

        var live = await Stack.PreviewAsync(
            Type,
            "web",
            Inputs.With("maxMemory", "1GiB").With("memory", "256MiB")
        );
        var restart = await Stack.PreviewAsync(Type, "web", Inputs.With("memory", "256MiB"));

        Assert.That(live.Outputs["ipAddresses"], Is.EqualTo(PropertyValue.List("10.77.0.10")));
        Assert.That(restart.Outputs["ipAddresses"], Is.EqualTo(PropertyValue.Computed.Instance));
    }

    [Test]
    public async Task Cpus_within_the_maximum_are_added_live()
    {
        await Stack.UpAsync(Type, "web", Inputs.With("maxCpus", 4));

        await Stack.UpAsync(Type, "web", Inputs.With("maxCpus", 4).With("cpus", 2));

        Assert.That((Domains.Only.Boots, Domains.Only.LiveCpus), Is.EqualTo((1, (int?)2)));
    }

    [Test]
    public async Task A_new_config_disk_restarts_the_guest_and_moves_the_roots()
    {
        await Stack.UpAsync(Type, "web", Inputs);

        await Stack.UpAsync(Type, "web", WithConfig(NewConfig));

        Assert.That(Domains.Only.Boots, Is.EqualTo(2));
        Assert.That(Stack.Host.FakeStore.Roots.Values, Is.EqualTo([NewConfig]));
    }

    [Test]
    public async Task A_ready_of_a_former_boot_does_not_end_the_wait_after_a_restart()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Domains.OnBoot = domain =>
            [
                FakeDomains.Report(1, "boot-1", "ready"),
                """{"v":1,"seq":9,"boot":"unheard","phase":"ready","replayed":true}""",
                FakeDomains.Report(
                    10,
                    $"boot-{domain.Boots}",
                    "failed",
                    "the new configuration is wrong"
                ),
            ];

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", WithConfig(NewConfig))
        );

        Assert.That(failure!.Message, Does.Contain("the new configuration is wrong"));
    }

    [Test]
    public async Task A_guest_that_does_not_come_up_again_gets_its_former_definition_back()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        var before = Domains.Only.Xml;
        Domains.OnBoot = domain => [FakeDomains.Report(5, $"boot-{domain.Boots}", "failed", "no")];

        await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", WithConfig(NewConfig))
        );

        Assert.That(
            (Domains.Only.Xml, Domains.Only.State),
            Is.EqualTo((before, DomainState.Running))
        );
        Assert.That(Stack.Host.FakeStore.Roots.Values, Is.EqualTo([Config]));
    }

    [Test]
    public async Task Stopping_and_starting_is_a_change_of_running()
    {
        await Stack.UpAsync(Type, "web", Inputs);

        await Stack.UpAsync(Type, "web", Inputs.With("running", false).With("waitFor", "none"));
        Assert.That(Domains.Only.State, Is.EqualTo(DomainState.ShutOff));

        await Stack.UpAsync(Type, "web", Inputs);
        Assert.That((Domains.Only.State, Domains.Only.Boots), Is.EqualTo((DomainState.Running, 2)));
    }

    [Test]
    public async Task Another_name_is_another_guest_and_the_old_one_goes_first()
    {
        await Stack.UpAsync(Type, "web", Inputs);

        var step = await Stack.UpAsync(Type, "web", Inputs.With("guestName", "shop"));

        Assert.That(
            (step.Operation, step.Diff!.DeleteBeforeReplace),
            Is.EqualTo(("replace", true))
        );
        Assert.That(Domains.Only.Name, Is.EqualTo("shop"));
    }

    [Test]
    public async Task A_guest_that_was_undefined_by_hand_is_made_again()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Domains.All.Clear();

        await Stack.UpAsync(Type, "web", Inputs.With("memory", "256MiB"));

        Assert.That(Domains.Only.State, Is.EqualTo(DomainState.Running));
    }

    [TestCase("memory", "256MiB", true)]
    [TestCase("maxMemory", "1GiB", true)]
    [TestCase("cpuMode", "maximum", true)]
    [TestCase("console", "pty", true)]
    [TestCase("graphics", "vnc", true)]
    [TestCase("restartPolicy", "on-crash", false)]
    [TestCase("accelerator", "tcg", false)]
    [TestCase("extraXml", "<devices><watchdog model='itco'/></devices>", true)]
    [TestCase("waitTimeout", "1m", false)]
    [TestCase("shutdownTimeout", "5s", false)]
    [TestCase("waitFor", "started", false)]
    public async Task What_is_announced_is_what_happens(
        string property,
        string value,
        bool restarts
    )
    {
        await Stack.UpAsync(Type, "web", Inputs);

        var step = await Stack.UpAsync(Type, "web", Inputs.With(property, value));

        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That(
            step.Diff!.Changes.Any(c => c.Impact == Provider.Definitions.ChangeImpact.Restart),
            Is.EqualTo(restarts)
        );
        Assert.That(Domains.Only.Boots, Is.EqualTo(restarts ? 2 : 1));
    }

    [TestCase("memory", "256MiB", null)]
    [TestCase("memory", "256MiB", "1GiB")]
    public async Task Whatever_call_of_an_update_fails_definition_and_power_state_are_what_they_were(
        string property,
        string value,
        string? maximum
    )
    {
        var inputs = maximum is null ? Inputs : Inputs.With("maxMemory", maximum);
        for (var k = 1; ; k++)
        {
            using var stack = new TestStack();
            Furnish(stack);
            await stack.UpAsync(Type, "web", inputs);
            var domain = stack.Host.FakeDomains.Only;
            var before = (domain.Xml, domain.State, domain.Autostart);
            stack.Host.Calls.FailAt = k;
            try
            {
                await stack.UpAsync(Type, "web", inputs.With(property, value));
            }
            catch (LibvirtException)
            {
                Assert.That(
                    (domain.Xml, domain.State, domain.Autostart),
                    Is.EqualTo(before),
                    $"after call {k}"
                );
            }

            if (!stack.Host.Calls.HasFailed)
            {
                Assert.That(k, Is.GreaterThan(5));
                return;
            }

            stack.Host.Calls.FailAt = 0;
            stack.Restart();
            await stack.UpAsync(Type, "web", inputs.With(property, value));
            Assert.That(domain.Xml, Does.Contain($"{256 * 1024}"), $"after call {k}");
        }
    }
}
