using Infra.Engine.Files;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Infra.Engine.Tests.State;

/// <summary>A kill between any two steps on disk, while a journal is folded into its checkpoint.</summary>
internal sealed class FoldCrashes
{
    private const int Guests = 5;
    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private string StatePath => _directory["dev.json"];

    private static CheckpointFile Files(
        DurableFiles files,
        StateCompression compression = StateCompression.None,
        TimeProvider? clock = null
    ) =>
        new(
            Sample.Providers,
            files,
            clock ?? new PacelessClock(),
            new() { Compression = compression, RetainsEverySave = true }
        );

    [Test]
    public Task Of_a_run_at_its_end(
        [Values(StateCompression.None, StateCompression.Gzip)] StateCompression compression
    ) =>
        CrashEverywhereAsync(async files =>
        {
            var loaded = await LoadAsync();
            using var writer = new JournaledSnapshotWriter(
                Files(files, compression),
                loaded,
                new()
            );
            await RunAsync(writer);
            await writer.CloseAsync(CancellationToken.None);
        });

    [Test]
    public Task Of_a_run_that_goes_on(
        [Values(StateCompression.None, StateCompression.Gzip)] StateCompression compression
    ) =>
        CrashEverywhereAsync(files => RunAndSaveAsync(files, compression, _ => Task.CompletedTask));

    [Test]
    public Task Of_a_run_that_had_saved_everything_before_its_end(
        [Values(StateCompression.None, StateCompression.Gzip)] StateCompression compression
    ) =>
        CrashEverywhereAsync(files =>
            RunAndSaveAsync(files, compression, w => w.CloseAsync(CancellationToken.None))
        );

    /// <summary>A run that saves in its middle.</summary>
    private async Task RunAndSaveAsync(
        DurableFiles files,
        StateCompression compression,
        Func<ISnapshotWriter, Task> end
    )
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var loaded = await LoadAsync();
        using var writer = new JournaledSnapshotWriter(
            Files(files, compression, clock),
            loaded,
            new()
        );
        await RunAsync(writer);
        clock.Advance(TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(2));
        await end(writer);
    }

    [Test]
    public Task Of_the_next_run_at_its_start(
        [Values("", "0123456789abcdef {\"be", "\0\0\n")] string cut
    ) =>
        CrashEverywhereAsync(async files =>
        {
            using (var killed = new JournaledSnapshotWriter(Files(new()), await LoadAsync(), new()))
            {
                await RunAsync(killed);
            }

            await File.AppendAllTextAsync(_directory["dev.journal"], cut);

            var loaded = await LoadAsync();
            Assert.That(loaded.WasInterrupted, Is.True);
            await Files(files).SettleAsync(loaded);
        });

    private async Task CrashEverywhereAsync(Func<DurableFiles, Task> run)
    {
        var steps = new List<string>();
        await StartAsync();
        await run(new(before: steps.Add));
        await AssertWholeAsync("the end");
        Assert.That(steps, Has.Count.GreaterThan(10));

        for (var last = 0; last < steps.Count; last++)
        {
            await StartAsync();
            var count = 0;
            var files = new DurableFiles(before: _ =>
            {
                if (count++ == last)
                {
                    throw new Kill();
                }
            });
            await Assert.ThatAsync(() => run(files), Throws.TypeOf<Kill>());
            await AssertWholeAsync($"before step {last}, {steps[last]}");
        }
    }

    private async Task StartAsync()
    {
        foreach (var path in Directory.GetFiles(_directory.FullPath))
        {
            File.Delete(path);
        }

        var checkpoint = new StackCheckpoint
        {
            Stack = "organization/demo/dev",
            SecretsProvider = new("b64", null),
        };
        await Files(new())
            .SaveAsync(
                new(StatePath, "", "", checkpoint, new(new Base64SecretsProvider())),
                new() { Resources = [Sample.Root()] }
            );
    }

    private static async Task RunAsync(ISnapshotWriter writer)
    {
        for (var i = 0; i < Guests; i++)
        {
            var state = Sample.Guest($"g{i}");
            var operation = new PendingOperation(state, OperationType.Creating);
            await writer.BeginAsync(operation, CancellationToken.None);
            await writer.CommitAsync(
                new() { Ends = operation, Added = [state] },
                CancellationToken.None
            );
        }
    }

    /// <summary>Loads the newest state file, as the backend does.</summary>
    private Task<LoadedCheckpoint> LoadAsync()
    {
        var newest = CompressedFiles
            .Extensions.Select(extension => _directory["dev" + extension])
            .Where(File.Exists)
            .MaxBy(File.GetLastWriteTimeUtc);
        return Files(new()).LoadAsync(newest!, CancellationToken.None);
    }

    // Acknowledged operations are in memory at once, and in the file after the next run began.
    private async Task AssertWholeAsync(string where)
    {
        var loaded = await LoadAsync();
        AssertWhole(loaded, where);
        await Files(new()).SettleAsync(loaded);
        var settled = await LoadAsync();
        AssertWhole(settled, where);
        Assert.That(settled.WasInterrupted, Is.False, where);
        Assert.That(Directory.GetFiles(_directory.FullPath, ".*"), Is.Empty, where);
    }

    private static void AssertWhole(LoadedCheckpoint loaded, string where)
    {
        var snapshot = loaded.Checkpoint.Snapshot;
        Assert.That(
            snapshot.Resources.Select(r => r.Urn.Name),
            Is.EquivalentTo(Enumerable.Range(0, Guests).Select(i => $"g{i}").Prepend("demo-dev")),
            where
        );
        Assert.That(snapshot.PendingOperations, Is.Empty, where);
        Assert.That(SnapshotIntegrity.FindFault(snapshot), Is.Null, where);
    }

    private sealed class Kill : Exception;
}
