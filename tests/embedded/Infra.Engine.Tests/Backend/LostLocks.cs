using System.Text.Json.Nodes;
using Infra.Engine.Backend;
using Infra.Engine.State;
using Infra.Engine.Tests.State;
using Infra.Protocol;

namespace Infra.Engine.Tests.Backend;

/// <summary>Two runs on one stack, because the lock of the first was removed.</summary>
public sealed class LostLocks
{
    private TestBackend _test = null!;
    private DiyBackend _first = null!;
    private DiyBackend _second = null!;

    [SetUp]
    public async Task SetUp()
    {
        _test = new();
        (_first, var stored) = await _test.CreateAsync();
        await TestBackend.RunAsync(
            _first,
            stored,
            Sample.Root(),
            Sample.Guest("old"),
            Sample.Guest("kept")
        );
        _second = await _test.OpenAsync();
    }

    [TearDown]
    public void TearDown() => _test.Dispose();

    private string[] KeptFiles =>
        Directory.GetFiles(Path.GetDirectoryName(_test.StatePath)!, "*.unjoined-*");

    private Task<StackLock> LockAsync(DiyBackend backend) =>
        backend.LockAsync(_test.Stack, StaleLocks.TakeOver, CancellationToken.None);

    private Task<StoredStack> LoadAsync(DiyBackend backend) =>
        backend.LoadAsync(_test.Stack, CancellationToken.None);

    private static ResourceState Find(StoredStack stored, string name) =>
        stored.Snapshot.Resources.Single(r => r.Urn.Name == name);

    private static Task CommitAsync(ISnapshotWriter writer, SnapshotChange change) =>
        writer.CommitAsync(change, CancellationToken.None);

    /// <summary>A run that creates web and deletes old, whose lock is removed before it ends.</summary>
    private async Task<ISnapshotWriter> RunWithoutLockAsync()
    {
        await LockAsync(_first);
        var stored = await LoadAsync(_first);
        var writer = await _first.OpenWriterAsync(stored);
        await CommitAsync(writer, new() { Added = [Sample.Guest("web")] });
        await CommitAsync(writer, new() { Removed = [Find(stored, "old")] });
        await _second.CancelAsync(_test.Stack, CancellationToken.None);
        return writer;
    }

    private static Task AssertKeptAsync(ISnapshotWriter writer, string reason) =>
        Assert.ThatAsync(
            () => writer.CloseAsync(CancellationToken.None),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains(reason)
                .And.Message.Contains(".unjoined-")
                .And.Message.Contains("created web, deleted old")
        );

    [Test]
    public async Task A_run_that_lost_its_lock_keeps_what_it_did_aside_and_the_next_run_joins_it()
    {
        var writer = await RunWithoutLockAsync();
        var before = await File.ReadAllTextAsync(_test.StatePath);

        await AssertKeptAsync(writer, "lost the lock");

        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(_test.StatePath), Is.EqualTo(before));
            Assert.That(KeptFiles, Has.Length.EqualTo(1));
        });
        await AssertNextRunAsync("demo-dev", "kept", "web");
    }

    /// <summary>Other tools indent states, and what they add to a resource is kept as it is.</summary>
    [Test]
    public async Task A_state_that_another_tool_has_indented_is_joined_too()
    {
        var state = JsonNode.Parse(await File.ReadAllTextAsync(_test.StatePath))!;
        foreach (var resource in state["checkpoint"]!["latest"]!["resources"]!.AsArray())
        {
            resource!["unknownHere"] = new JsonObject { ["list"] = new JsonArray(1, "two\n") };
        }

        await File.WriteAllTextAsync(
            _test.StatePath,
            state.ToJsonString(new() { WriteIndented = true })
        );
        File.Delete($"{_test.StatePath}.attrs");
        var writer = await RunWithoutLockAsync();

        await AssertKeptAsync(writer, "lost the lock");

        await AssertNextRunAsync("demo-dev", "kept", "web");
    }

    [Test]
    public async Task A_kept_file_that_was_cut_after_its_first_state_is_named()
    {
        await AssertKeptAsync(await RunWithoutLockAsync(), "lost the lock");
        var kept = KeptFiles.Single();
        var content = await File.ReadAllBytesAsync(kept);
        await File.WriteAllBytesAsync(kept, content[..(Array.IndexOf(content, (byte)'\n') + 1)]);

        await Assert.ThatAsync(
            () => LoadAsync(_second),
            Throws.TypeOf<InfraException>().With.Message.Contains(kept)
        );
    }

    [Test]
    public async Task What_two_runs_did_is_all_there_after_the_next_run()
    {
        var writer = await RunWithoutLockAsync();
        var stored = await LoadAsync(_second);
        await using (await LockAsync(_second))
        {
            var other = await _second.OpenWriterAsync(stored);
            await CommitAsync(other, new() { Added = [Sample.Guest("db")] });
            await other.CloseAsync(CancellationToken.None);
        }

        await AssertKeptAsync(writer, "lost the lock");

        await AssertNextRunAsync("db", "demo-dev", "kept", "web");
    }

    /// <summary>The second run takes the first one's journal over while a resource is being created, and knows it only as begun.</summary>
    [Test]
    public async Task A_creation_that_the_first_run_has_finished_is_open_no_longer()
    {
        await LockAsync(_first);
        var writer = await _first.OpenWriterAsync(await LoadAsync(_first));
        var creating = new PendingOperation(Sample.Guest("web"), OperationType.Creating);
        await writer.BeginAsync(creating, CancellationToken.None);
        await _second.CancelAsync(_test.Stack, CancellationToken.None);
        await using (await LockAsync(_second))
        {
            var stored = await LoadAsync(_second);
            Assert.That(stored.Snapshot.PendingOperations, Has.Length.EqualTo(1));
            var other = await _second.OpenWriterAsync(stored);
            await CommitAsync(other, new() { Added = [Sample.Guest("db")] });
            await other.CloseAsync(CancellationToken.None);
        }

        await CommitAsync(writer, new() { Ends = creating, Added = [creating.Resource] });
        await Assert.ThatAsync(
            () => writer.CloseAsync(CancellationToken.None),
            Throws.TypeOf<InfraException>().With.Message.Contains("created web")
        );

        Assert.That((await LoadAsync(_second)).Snapshot.PendingOperations, Is.Empty);
        await AssertNextRunAsync("db", "demo-dev", "kept", "old", "web");
    }

    [Test]
    public async Task What_another_tool_saved_meanwhile_is_not_overwritten()
    {
        await using var held = await LockAsync(_first);
        var stored = await LoadAsync(_first);
        var writer = await _first.OpenWriterAsync(stored);
        await CommitAsync(writer, new() { Added = [Sample.Guest("web")] });
        await CommitAsync(writer, new() { Removed = [Find(stored, "old")] });
        var text = await File.ReadAllTextAsync(_test.StatePath);
        await File.WriteAllTextAsync(
            _test.StatePath,
            text.Replace("id-kept", "id-other", StringComparison.Ordinal)
        );
        File.Delete($"{_test.StatePath}.attrs");

        await AssertKeptAsync(writer, "changed by another run or tool");

        Assert.That(File.ReadAllText(_test.StatePath), Does.Contain("id-other"));
        await held.DisposeAsync();
        await AssertNextRunAsync("demo-dev", "kept", "web");
        Assert.That(Find(await LoadAsync(_second), "kept").Id, Is.EqualTo("id-other"));
    }

    [Test]
    public async Task A_resource_that_both_created_is_kept_once_and_the_other_is_to_be_deleted()
    {
        var writer = await RunWithoutLockAsync();
        var stored = await LoadAsync(_second);
        await using (await LockAsync(_second))
        {
            var other = await _second.OpenWriterAsync(stored);
            var web = Find(stored, "web");
            await CommitAsync(
                other,
                new() { Removed = [web], Added = [web with { Id = "id-second" }] }
            );
            await other.CloseAsync(CancellationToken.None);
        }

        await AssertKeptAsync(writer, "lost the lock");

        var joined = (await LoadAsync(_second)).Snapshot;
        Assert.That(
            joined.Resources.Where(r => r.Urn.Name == "web").Select(r => (r.Id, r.Delete)),
            Is.EquivalentTo(new[] { ("id-second", false), ("id-web", true) })
        );
    }

    [Test]
    public async Task What_a_created_resource_needs_comes_back_with_it()
    {
        var writer = await RunWithoutLockAsync();
        await using (await LockAsync(_second))
        {
            await _second.SaveAsync(await LoadAsync(_second), Snapshot.Empty);
        }

        await AssertKeptAsync(writer, "lost the lock");

        await AssertNextRunAsync("demo-dev", "web");
    }

    [Test]
    public async Task Nothing_is_saved_under_a_lock_that_was_removed()
    {
        await LockAsync(_first);
        var stored = await LoadAsync(_first);
        await _second.CancelAsync(_test.Stack, CancellationToken.None);

        await Assert.ThatAsync(
            () => _first.SaveAsync(stored, Snapshot.Empty),
            Throws.TypeOf<StackLockedException>().With.Message.Contains("was removed")
        );
        await Assert.ThatAsync(
            () => _first.OpenWriterAsync(stored),
            Throws.TypeOf<StackLockedException>()
        );
    }

    /// <summary>The next run sees these resources at once, and so does everyone after it, in the state file alone.</summary>
    private async Task AssertNextRunAsync(params string[] names)
    {
        var seen = await LoadAsync(_second);
        Assert.That(seen.WasInterrupted);
        Assert.That(Names(seen), Is.EqualTo(names));
        await using (await LockAsync(_second))
        {
            var next = await _second.OpenWriterAsync(await LoadAsync(_second));
            await next.CloseAsync(CancellationToken.None);
        }

        Assert.That(Names(await LoadAsync(_second)), Is.EqualTo(names));
        Assert.Multiple(() =>
        {
            Assert.That(KeptFiles, Is.Empty);
            Assert.That(
                Directory.GetFiles(Path.GetDirectoryName(_test.StatePath)!, "*.journal"),
                Is.Empty
            );
        });
    }

    private static string[] Names(StoredStack stored) =>
        [.. stored.Snapshot.Resources.Select(r => r.Urn.Name).Order(StringComparer.Ordinal)];
}
