namespace Infra.NixHost.Testing.Tests;

/// <summary>A plan has the warnings of a host that would be too full.</summary>
internal sealed class CapacityTests
{
    private ProgramDirectory _program = null!;

    [SetUp]
    public void Make() => _program = new();

    [TearDown]
    public void Remove() => _program.Dispose();

    [Test]
    public async Task Guests_that_want_more_than_the_host_has_are_a_warning()
    {
        using var host = Host(memory: "8GiB");

        var plan = await NixHostTest.PreviewAsync(_program.Options(host), () => Build(guests: 3));

        Assert.That(
            plan.Warnings.Single(),
            Does.StartWith("memory: with this guest, those of the program want 9 GiB")
                .And.EndsWith("[capacity-memory]")
        );
    }

    [Test]
    public async Task What_runs_on_the_host_already_counts()
    {
        using var host = Host(memory: "8GiB");
        host.AddDomain(
            "<domain><name>router</name><memory unit='GiB'>4</memory><vcpu>2</vcpu></domain>",
            running: true
        );
        host.AddDomain("<domain><name>spare</name><memory unit='GiB'>4</memory></domain>");

        var plan = await NixHostTest.PreviewAsync(_program.Options(host), () => Build(guests: 2));

        Assert.That(plan.Warnings.Single(), Does.Contain("other guests have 4 GiB"));
    }

    [Test]
    public async Task Disks_that_may_grow_beyond_their_file_system_are_a_warning()
    {
        using var host = Host(memory: "64GiB");
        host.FreeDisk = "25GiB";

        var plan = await NixHostTest.PreviewAsync(_program.Options(host), () => Build(guests: 3));

        Assert.That(
            plan.Warnings.Single(),
            Does.Contain("may grow to 30 GiB").And.EndsWith("[capacity-disk]")
        );
    }

    [Test]
    public async Task The_limits_of_the_configuration_hold()
    {
        using var host = Host(memory: "8GiB");
        host.Processors = 1;
        var options = _program.Options(host);
        options.Config["nixhost:maxMemoryPercent"] = "200";
        options.Config["nixhost:maxCpusPerProcessor"] = "2";

        var plan = await NixHostTest.PreviewAsync(options, () => Build(guests: 3));

        Assert.That(plan.Warnings.Single(), Does.EndWith("[capacity-processors]"));
    }

    [Test]
    public async Task A_run_without_changes_warns_of_nothing()
    {
        using var host = Host(memory: "8GiB");
        var options = _program.Options(host);
        await NixHostTest.UpAsync(options, () => Build(guests: 3));

        var plan = await NixHostTest.PreviewAsync(options, () => Build(guests: 3));

        Assert.That(plan.Warnings, Is.Empty);
    }

    private static TestHost Host(string memory)
    {
        var host = new TestHost
        {
            Memory = memory,
            FreeMemory = memory,
            HugePages = "0",
        };
        host.AddDisk("/base.qcow2", "1GiB");
        return host;
    }

    private static void Build(int guests)
    {
        for (var i = 0; i < guests; i++)
        {
            var disk = new OverlayDisk($"web-{i}", new() { Image = "/base.qcow2", Size = "10GiB" });
            _ = new NixGuest(
                $"web-{i}",
                new()
                {
                    Memory = "3GiB",
                    Cpus = 1,
                    Disks = { disk },
                }
            );
        }
    }
}
