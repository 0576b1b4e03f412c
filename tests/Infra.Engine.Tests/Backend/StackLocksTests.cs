using System.Text.Json;
using Infra.Engine.Backend;
using Infra.Engine.State;
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

    private string WriteLock(
        int processId,
        string host,
        string time = "2026-01-01T00:00:00.123456789+01:00"
    ) =>
        _test.Directory.Write(
            $".pulumi/locks/organization/demo/dev/{Guid.NewGuid()}.json",
            $$"""{"pid":{{processId}},"username":"somebody","hostname":"{{host}}","timestamp":"{{time}}"}"""
        );

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
                Is.EqualTo(new[] { "pid", "username", "hostname", "timestamp" })
            );
            Assert.That(
                content.RootElement.GetProperty("pid").GetInt32(),
                Is.EqualTo(Environment.ProcessId)
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
        WriteLock(NoProcess, "here.example");

        await Assert.ThatAsync(
            () => LockAsync(backend, _test.Stack),
            Throws
                .TypeOf<StackLockedException>()
                .With.Message.Contains("no longer running on this machine")
        );
        await using var held = await LockAsync(backend, _test.Stack, StaleLocks.TakeOver);

        Assert.That(held.TakenFrom.Select(o => o.ProcessId), Is.EqualTo(new[] { NoProcess }));
    }

    [Test]
    public async Task A_process_that_is_younger_than_the_lock_is_not_its_owner()
    {
        var backend = await _test.OpenAsync();
        WriteLock(Environment.ProcessId, "here.example", "2001-01-01T00:00:00Z");

        await using var held = await LockAsync(backend, _test.Stack, StaleLocks.TakeOver);

        Assert.That(held.TakenFrom, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_lock_of_another_machine_is_never_taken_over()
    {
        var backend = await _test.OpenAsync();
        WriteLock(NoProcess, "elsewhere");

        await Assert.ThatAsync(
            () => LockAsync(backend, _test.Stack, StaleLocks.TakeOver),
            Throws.TypeOf<StackLockedException>().With.Message.Contains("somebody@elsewhere")
        );
    }

    [Test]
    public async Task Cancel_removes_all_locks_and_folds_what_a_dead_run_left()
    {
        var (backend, stored) = await _test.CreateAsync();
        var killed = await backend.OpenWriterAsync(stored);
        await killed.CommitAsync(new() { Added = [Sample.Root()] }, CancellationToken.None);
        ((IDisposable)killed).Dispose();
        File.WriteAllText($"{WriteLock(NoProcess, "here.example")}.attrs", "{}");

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
