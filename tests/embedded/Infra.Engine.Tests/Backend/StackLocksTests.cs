using System.Text.Json;
using Infra.Engine.Backend;
using Infra.Engine.Tests.State;

namespace Infra.Engine.Tests.Backend;

public sealed class StackLocksTests
{
    // No process has this number: Linux ends at 2^22.
    private const int NoProcess = 99_999_999;
    private TestBackend _test = null!;

    [SetUp]
    public void SetUp() => _test = new();

    [TearDown]
    public void TearDown() => _test.Dispose();

    private string LockDirectory => _test.Directory[".pulumi/locks/organization/demo/dev"];

    private static ProcessIdentity Here =>
        ProcessIdentity.Of(Environment.ProcessId)
        ?? throw new AssertionException("The system does not tell who this process is.");

    private string WriteLock(int processId, string host, ProcessIdentity? process)
    {
        var identity = process is null ? "" : $",\"process\":{JsonSerializer.Serialize(process)}";
        return _test.Directory.Write(
            $".pulumi/locks/organization/demo/dev/{Guid.NewGuid()}.json",
            $$"""{"pid":{{processId}},"username":"somebody","hostname":"{{host}}","timestamp":"2026-01-01T00:00:00.123456789+01:00"{{identity}}}"""
        );
    }

    private static Task<StackLock> LockAsync(
        DiyBackend backend,
        StackReference stack,
        StaleLocks stale = StaleLocks.Refuse
    ) => backend.LockAsync(stack, stale, CancellationToken.None);

    [Test]
    public async Task A_lock_file_names_its_owner_and_goes_with_the_lock()
    {
        var backend = await _test.OpenAsync();

        var held = await LockAsync(backend, _test.Stack);
        using var content = JsonDocument.Parse(await File.ReadAllTextAsync(held.FilePath));
        await held.DisposeAsync();

        Assert.Multiple(() =>
        {
            Assert.That(Path.GetDirectoryName(held.FilePath), Is.EqualTo(LockDirectory));
            Assert.That(
                content.RootElement.EnumerateObject().Select(p => p.Name),
                Is.EqualTo(new[] { "pid", "username", "hostname", "timestamp", "process" })
            );
            Assert.That(
                content.RootElement.GetProperty("pid").GetInt32(),
                Is.EqualTo(Environment.ProcessId)
            );
            Assert.That(
                content.RootElement.GetProperty("process").EnumerateObject().Select(p => p.Name),
                Is.EqualTo(
                    new[] { "machine", "boot", "pidNamespace", "timeNamespace", "startTicks" }
                )
            );
            Assert.That(Directory.GetFiles(LockDirectory), Is.Empty);
        });
    }

    [Test]
    public async Task A_second_run_is_refused_with_the_owner_and_leaves_no_lock()
    {
        var backend = await _test.OpenAsync();
        await using var first = await LockAsync(backend, _test.Stack);

        await Assert.ThatAsync(
            () => LockAsync(backend, _test.Stack, StaleLocks.TakeOver),
            Throws
                .TypeOf<StackLockedException>()
                .With.Message.Contains("the stack is currently locked by 1 lock(s)")
                .And.Message.Contains($"tester@here.example (pid {Environment.ProcessId})")
                .And.Message.Contains(first.FilePath)
                .And.Not.Message.Contains("no longer running")
        );
        Assert.That(Directory.GetFiles(LockDirectory), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Of_many_that_lock_at_once_at_most_one_succeeds()
    {
        var backend = await _test.OpenAsync();
        using var start = new ManualResetEventSlim();

        var attempts = Enumerable
            .Range(0, 8)
            .Select(_ =>
                Task.Run(async () =>
                {
                    start.Wait();
                    try
                    {
                        await LockAsync(backend, _test.Stack);
                        return 1;
                    }
                    catch (StackLockedException)
                    {
                        return 0;
                    }
                })
            )
            .ToArray();
        start.Set();

        var succeeded = (await Task.WhenAll(attempts)).Sum();
        Assert.Multiple(() =>
        {
            Assert.That(succeeded, Is.LessThanOrEqualTo(1));
            Assert.That(Directory.GetFiles(LockDirectory), Has.Length.EqualTo(succeeded));
        });
    }

    [Test]
    public async Task A_dead_owner_is_told_and_taken_over_only_when_allowed()
    {
        var backend = await _test.OpenAsync();
        WriteLock(NoProcess, "here.example", Here);

        await Assert.ThatAsync(
            () => LockAsync(backend, _test.Stack),
            Throws
                .TypeOf<StackLockedException>()
                .With.Message.Contains("no longer running on this machine")
        );
        await using var held = await LockAsync(backend, _test.Stack, StaleLocks.TakeOver);

        Assert.That(held.TakenFrom.Select(o => o.ProcessId), Is.EqualTo(new[] { NoProcess }));
    }

    private static IEnumerable<TestCaseData> Dead()
    {
        TestCaseData Of(string name, int pid, Func<ProcessIdentity, ProcessIdentity> change) =>
            new TestCaseData(pid, change).SetArgDisplayNames(name);

        yield return Of("its process ended", NoProcess, here => here);
        yield return Of(
            "its pid came again",
            Environment.ProcessId,
            here => here with { StartTicks = here.StartTicks - 1 }
        );
    }

    private static IEnumerable<TestCaseData> Alive()
    {
        TestCaseData Of(
            string name,
            int pid,
            Func<ProcessIdentity, ProcessIdentity?> change,
            string host = "here.example"
        ) => new TestCaseData(pid, change, host).SetArgDisplayNames(name);

        yield return Of("its process runs", Environment.ProcessId, here => here);
        yield return Of("it tells no more than Pulumi does", NoProcess, _ => null);
        yield return Of("it is of another host", NoProcess, here => here, "elsewhere");
        yield return Of(
            "it is of another PID namespace",
            NoProcess,
            here => here with { PidNamespace = "pid:[1]" }
        );
        yield return Of(
            "it is of another time namespace",
            NoProcess,
            here => here with { TimeNamespace = "time:[1]" }
        );
        yield return Of(
            "it is of another machine of the same name",
            NoProcess,
            here => here with { Machine = "another", Boot = "another" }
        );
        yield return Of(
            "it is of another boot of an unknown machine",
            NoProcess,
            here => here with { Machine = null, Boot = "another" }
        );
    }

    [TestCase("machine", ExpectedResult = true)]
    [TestCase("another", ExpectedResult = false)]
    [TestCase(null, ExpectedResult = false)]
    public bool The_restart_of_the_same_machine_ended_its_processes(string? machine) =>
        (Here with { Machine = machine, Boot = "before" }).HasEnded(
            Environment.ProcessId,
            Here with
            {
                Machine = "machine",
            }
        );

    [TestCaseSource(nameof(Dead))]
    public async Task A_lock_is_taken_over_when(
        int pid,
        Func<ProcessIdentity, ProcessIdentity> change
    )
    {
        var backend = await _test.OpenAsync();
        var owner = change(Here);
        WriteLock(pid, "here.example", owner);

        await using var held = await LockAsync(backend, _test.Stack, StaleLocks.TakeOver);

        Assert.That(held.TakenFrom, Has.Length.EqualTo(1));
    }

    [TestCaseSource(nameof(Alive))]
    public async Task A_lock_is_never_taken_over_when(
        int pid,
        Func<ProcessIdentity, ProcessIdentity?> change,
        string host
    )
    {
        var backend = await _test.OpenAsync();
        WriteLock(pid, host, change(Here));

        await Assert.ThatAsync(
            () => LockAsync(backend, _test.Stack, StaleLocks.TakeOver),
            Throws.TypeOf<StackLockedException>().With.Message.Contains($"somebody@{host}")
        );
    }

    [Test]
    public async Task Cancel_removes_all_locks_and_folds_what_a_dead_run_left()
    {
        var (backend, stored) = await _test.CreateAsync();
        var killed = await backend.OpenWriterAsync(stored);
        await killed.CommitAsync(new() { Added = [Sample.Root()] }, CancellationToken.None);
        ((IDisposable)killed).Dispose();
        File.WriteAllText($"{WriteLock(NoProcess, "here.example", Here)}.attrs", "{}");

        var removed = await backend.CancelAsync(_test.Stack, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(removed.Select(o => o?.ProcessId), Is.EqualTo(new int?[] { NoProcess }));
            Assert.That(Directory.GetFiles(LockDirectory), Is.Empty);
            Assert.That(
                Directory.GetFiles(Path.GetDirectoryName(_test.StatePath)!, "*.journal"),
                Is.Empty
            );
            Assert.That(File.ReadAllText(_test.StatePath), Does.Contain("demo-dev"));
        });
    }
}
