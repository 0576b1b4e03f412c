using System.Collections.Concurrent;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>A preview warns where the guests of a program want more than their host has beside what runs there.</summary>
internal sealed class GuestCapacityTests : GuestTest
{
    private static readonly PropertyMap Bare = PropertyMap.Of(
        (
            "disks",
            PropertyValue.List(PropertyMap.Of(("path", "/images/os.qcow2"), ("readOnly", true)))
        )
    );

    [SetUp]
    public void MakeHost()
    {
        Have(memory: 100L << 30);
        Domains.OnBoot = domain => [FakeDomains.Report(1, $"boot-{domain.BootId}", "ready")];
    }

    [Test]
    public async Task All_of_the_memory_is_fine_and_a_hundredth_more_is_told_with_the_numbers()
    {
        await PreviewAsync("a", "60GiB");
        await PreviewAsync("b", "40GiB");
        Assert.That(Stack.Log.Warnings, Is.Empty);

        await PreviewAsync("c", "1GiB");

        Assert.That(
            Stack.Log.Warnings.Single(),
            Is.EqualTo(
                "memory: with this guest, those of the program want 101 GiB, other guests have 0 bytes, and the host has 100 GiB: "
                    + "101 %, and the limit is 100 %; the host may swap, or kill a guest: give less, stop others, or raise the host's "
                    + "maxMemoryPercent [capacity-memory]"
            )
        );
    }

    [Test]
    public async Task A_little_more_than_the_limit_does_not_look_like_the_limit()
    {
        await PreviewAsync("a", $"{(100L << 30) + 4096}");

        Assert.That(Stack.Log.Warnings, Is.Empty, "such a guest is refused");
        await PreviewAsync("b", "60GiB");
        await PreviewAsync("c", $"{(40L << 30) + 4096}");
        Assert.That(Stack.Log.Warnings.Single(), Does.Contain(": 101 %, and the limit is 100 %"));
    }

    [Test]
    public async Task It_is_told_once_for_a_host_and_run()
    {
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            await PreviewAsync(name, "60GiB");
        }

        Assert.That(Stack.Log.Warnings, Has.Count.EqualTo(1));
        Stack.Restart();
        await PreviewAsync("a", "60GiB");
        await PreviewAsync("b", "60GiB");
        Assert.That(Stack.Log.Warnings, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Guests_of_others_count_while_they_run()
    {
        AddOther("off", 90, DomainState.ShutOff);
        await PreviewAsync("a", "50GiB");
        Assert.That(Stack.Log.Warnings, Is.Empty);

        Stack.Restart();
        AddOther("on", 50, DomainState.Running);
        AddOther("paused", 10, DomainState.Paused);
        await PreviewAsync("a", "50GiB");

        Assert.That(
            Stack.Log.Warnings.Single(),
            Does.Contain("want 50 GiB, other guests have 60 GiB, and the host has 100 GiB: 110 %")
        );
    }

    [Test]
    public async Task The_programs_own_running_guests_count_once_and_as_they_will_be()
    {
        await Stack.UpAsync(Type, "a", Bare.With("memory", "60GiB"));
        await Stack.UpAsync(Type, "b", Bare.With("memory", "30GiB"));
        Stack.Restart();

        await PreviewAsync("a", "70GiB");
        await PreviewAsync("b", "30GiB");

        Assert.That(Stack.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task A_guest_that_the_program_has_dropped_takes_nothing_after_the_run()
    {
        await Stack.UpAsync(Type, "dropped", Bare.With("memory", "90GiB"));
        Stack.Restart();

        await PreviewAsync("a", "60GiB");

        Assert.That(Stack.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task A_guest_that_is_off_wants_nothing_until_it_is_to_run()
    {
        var off = Bare.With("memory", "60GiB").With("running", false);
        await Stack.PreviewAsync(Type, "a", off);
        await PreviewAsync("b", "60GiB");
        Assert.That(Stack.Log.Warnings, Is.Empty);

        await Stack.PreviewAsync(Type, "a", off.With("running", true));

        Assert.That(Stack.Log.Warnings, Is.Empty, "it came first, and b is beyond the limit");
        await PreviewAsync("b", "60GiB");
        Assert.That(Stack.Log.Warnings.Single(), Does.EndWith("[capacity-memory]"));
    }

    [TestCase("memory")]
    [TestCase("running")]
    public async Task What_is_not_known_counts_as_nothing(string name)
    {
        var unknown = Bare.With("memory", "60GiB").With(name, PropertyValue.Computed.Instance);
        await Stack.FailuresOfAsync(Type, "a", unknown);
        await PreviewAsync("b", "100GiB");

        Assert.That(Stack.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task A_guest_that_is_checked_twice_counts_once()
    {
        await PreviewAsync("a", "60GiB");
        await PreviewAsync("a", "60GiB");
        await Stack.UpAsync(Type, "a", Bare.With("memory", "60GiB"));
        await Stack.ForceReplaceAsync(
            Type,
            "a",
            Bare.With("memory", "60GiB"),
            deletesFirst: true,
            isPreview: true
        );

        Assert.That(Stack.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task A_guest_that_is_refused_does_not_count()
    {
        var failures = await Stack.FailuresOfAsync(Type, "a", Bare.With("memory", "900GiB"));
        await PreviewAsync("b", "100GiB");

        Assert.That(failures.Single().Reason, Does.EndWith("[memory-exceeds-host]"));
        Assert.That(Stack.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task Without_a_change_nothing_is_asked_and_nothing_told()
    {
        await Stack.UpAsync(Type, "a", Bare.With("memory", "60GiB"));
        await Stack.UpAsync(Type, "b", Bare.With("memory", "60GiB"));
        Assert.That(Stack.Log.Warnings, Has.Count.EqualTo(1));
        Stack.Log.Warnings.Clear();
        Stack.Restart();
        var questions = Questions();

        await PreviewAsync("a", "60GiB");
        await PreviewAsync("b", "60GiB");

        Assert.That(Stack.Log.Warnings, Is.Empty);
        Assert.That(questions, Has.None.StartsWith("domains"));
    }

    [Test]
    public async Task From_the_first_change_on_the_host_is_asked_once_for_all_guests()
    {
        foreach (var name in (string[])["a", "b", "c"])
        {
            await Stack.UpAsync(Type, name, Bare.With("memory", "30GiB"));
        }

        Stack.Restart();
        var questions = Questions();

        await PreviewAsync("a", "41GiB");
        await PreviewAsync("b", "30GiB");
        await PreviewAsync("c", "30GiB");

        Assert.That(Stack.Log.Warnings.Single(), Does.Contain("want 101 GiB"));
        Assert.That(
            questions.Where(q => q.StartsWith("domains", StringComparison.Ordinal)),
            Is.EqualTo(["domains use", "domains read"])
        );
    }

    [Test]
    public async Task Checks_at_once_tell_the_same_as_one_after_the_other()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Task.Run(() =>
                        Stack.FailuresOfAsync(Type, $"g{i}", Bare.With("memory", "6GiB"))
                    )
                )
        );

        Assert.That(
            Stack.Log.Warnings.Single(),
            Does.Contain("want 102 GiB").And.Contains(": 102 %")
        );
    }

    [Test]
    public async Task The_limit_is_a_setting()
    {
        Limit(new() { MemoryPercent = 150 });
        await PreviewAsync("a", "100GiB");
        await PreviewAsync("b", "50GiB");
        Assert.That(Stack.Log.Warnings, Is.Empty);

        await PreviewAsync("c", "1GiB");

        Assert.That(Stack.Log.Warnings.Single(), Does.Contain("151 %, and the limit is 150 %"));
    }

    [Test]
    public async Task Huge_pages_are_no_part_of_the_other_memory_and_none_can_be_had_twice()
    {
        Have(memory: 100L << 30, hugePages: 40L << 30);
        Limit(new() { MemoryPercent = 500 });
        AddOther("on", 10, DomainState.Running, "<memoryBacking><hugepages/></memoryBacking>");
        await PreviewAsync("plain", "60GiB");
        await Stack.PreviewAsync(Type, "a", Huge("20GiB"));
        await Stack.PreviewAsync(Type, "b", Huge("1GiB").With("maxMemory", "10GiB"));
        Assert.That(Stack.Log.Warnings, Is.Empty);

        await Stack.PreviewAsync(Type, "c", Huge("1GiB"));

        Assert.That(
            Stack.Log.Warnings.Single(),
            Does.StartWith(
                    "hugepages: with this guest, those of the program want 31 GiB of huge pages, other guests have 10 GiB, and the host has 40 GiB: 103 %"
                )
                .And.EndsWith("[capacity-hugepages]")
        );
    }

    [Test]
    public async Task Memory_is_what_is_left_beside_the_huge_pages()
    {
        Have(memory: 100L << 30, hugePages: 40L << 30);

        await PreviewAsync("a", "61GiB");

        Assert.That(
            Stack.Log.Warnings.Single(),
            Does.Contain("the host has 60 GiB beside 40 GiB of huge pages: 102 %")
        );
    }

    [Test]
    public async Task Processors_have_no_limit_unless_one_is_set()
    {
        await Stack.PreviewAsync(Type, "a", Bare.With("cpus", 200));
        Assert.That(Stack.Log.Warnings, Is.Empty);

        Limit(new() { CpusPerProcessor = 3 });
        AddOther("on", 1, DomainState.Running, "<vcpu>2</vcpu>");
        await Stack.PreviewAsync(Type, "a", Bare.With("cpus", 10));
        Assert.That(Stack.Log.Warnings, Is.Empty);
        await Stack.PreviewAsync(Type, "b", Bare.With("cpus", 1));

        Assert.That(
            Stack.Log.Warnings.Single(),
            Does.StartWith(
                    "cpus: with this guest, those of the program want 11 virtual CPUs, other guests have 2, and the host has 4 processors"
                )
                .And.EndsWith("[capacity-processors]")
        );
    }

    private Task PreviewAsync(string name, string memory) =>
        Stack.FailuresOfAsync(Type, name, Bare.With("memory", memory));

    private static PropertyMap Huge(string memory) =>
        Bare.With("memory", memory).With("hugepages", true);

    private void Have(long memory, long hugePages = 0)
    {
        var facts = Stack.Host.FakeFacts;
        facts.Support = facts.Support with
        {
            Cpus = 4,
            HasHugetlbfs = true,
            Memory = new(memory, memory, hugePages),
        };
    }

    private void Limit(CapacityLimits limits)
    {
        Stack.Host.Options = Stack.Host.Options with { Limits = limits };
        Stack.Restart();
    }

    private void AddOther(string name, int gibibytes, DomainState state, string more = "")
    {
        var domain = Domains.Add(name, $"<memory unit='GiB'>{gibibytes}</memory>{more}");
        domain.State = state;
        domain.LiveXml = domain.Xml;
    }

    private ConcurrentQueue<string> Questions()
    {
        var asked = new ConcurrentQueue<string>();
        Stack.Host.Calls.Meanwhile = asked.Enqueue;
        return asked;
    }
}
