using Infra.Engine.Files;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Journal;
using Infra.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace Infra.Engine.Tests.State;

/// <summary>What tools that do not know the journal find while a run lasts, or after it was killed.</summary>
internal sealed class CheckpointsDuringRuns
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private TemporaryDirectory _directory = null!;
    private FakeTimeProvider _clock = null!;

    [SetUp]
    public void SetUp()
    {
        _directory = new();
        _clock = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    }

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private string StatePath => _directory["dev.json"];

    [Test]
    public async Task After_a_second_the_checkpoint_alone_has_what_was_done_and_begun()
    {
        using var writer = Writer(await CreateAsync());
        await CreateAsync(writer, "web");
        await writer.BeginAsync(
            new(Sample.Guest("db"), OperationType.Creating),
            CancellationToken.None
        );
        Assert.That(await AloneAsync(), Is.EqualTo("demo-dev,old|"));

        _clock.Advance(Second);

        Assert.That(await AloneAsync(), Is.EqualTo("demo-dev,web,old|Creating db"));
    }

    [Test]
    public async Task The_journal_goes_on_from_any_checkpoint_in_the_middle_of_a_run(
        [Range(0, 8)] int step
    )
    {
        var start = await CreateAsync();
        var mirror = new SnapshotProgress(start.Checkpoint.Snapshot);
        using (var writer = Writer(start))
        {
            await RecordAsync(writer, mirror, start.Checkpoint.Snapshot, step);
        }

        var again = await LoadAsync();

        Assert.That(Describe(again.Checkpoint.Snapshot), Is.EqualTo(Describe(mirror.ToSnapshot())));
    }

    [Test]
    public async Task A_run_with_checkpoints_ends_as_one_without()
    {
        var start = await CreateAsync();
        var mirror = new SnapshotProgress(start.Checkpoint.Snapshot);
        var before = await File.ReadAllTextAsync(StatePath);
        using var writer = Writer(start);
        await RecordAsync(writer, mirror, start.Checkpoint.Snapshot, everySteps: true);

        await writer.CloseAsync(CancellationToken.None);

        Assert.That(await AloneAsync(), Is.EqualTo(Describe(mirror.ToSnapshot())));
        Assert.That(File.Exists(_directory["dev.journal"]), Is.False);
        Assert.That(await File.ReadAllTextAsync($"{StatePath}.bak"), Is.EqualTo(before));
    }

    [Test]
    public async Task A_state_that_another_tool_changed_is_left_as_it_is()
    {
        string? conflict = null;
        using var writer = new JournaledSnapshotWriter(
            Files(),
            await CreateAsync(),
            new(),
            _ => conflict
        );
        await CreateAsync(writer, "web");
        conflict = "The state was changed.";

        _clock.Advance(Second);

        Assert.That(await AloneAsync(), Is.EqualTo("demo-dev,old|"));
    }

    [Test]
    public async Task A_state_that_cannot_be_read_meanwhile_does_not_end_the_run()
    {
        var isReadable = false;
        using var writer = new JournaledSnapshotWriter(
            Files(),
            await CreateAsync(),
            new(),
            _ => isReadable ? null : throw new InfraException("The state cannot be read.")
        );
        await CreateAsync(writer, "web");

        _clock.Advance(Second);
        isReadable = true;

        await Assert.ThatAsync(
            () => writer.CloseAsync(CancellationToken.None),
            Throws.TypeOf<InfraException>().With.Message.Contains("cannot be read")
        );
        Assert.That(await AloneAsync(), Is.EqualTo("demo-dev,web,old|"));
    }

    [Test]
    public async Task A_disk_that_is_full_for_a_while_delays_it_and_the_end_tells()
    {
        var isFull = true;
        var files = new DurableFiles(
            (path, mode) =>
                isFull && path.Contains("dev.json", StringComparison.Ordinal)
                    ? new FullStream(0)
                    : new FileStream(path, mode)
        );
        using var writer = new JournaledSnapshotWriter(Files(files), await CreateAsync(), files);
        await CreateAsync(writer, "web");
        _clock.Advance(Second);
        Assert.That(await AloneAsync(), Is.EqualTo("demo-dev,old|"));

        isFull = false;
        await CreateAsync(writer, "db");
        _clock.Advance(2 * Second);

        Assert.That(await AloneAsync(), Is.EqualTo("demo-dev,web,db,old|"));
        await Assert.ThatAsync(
            () => writer.CloseAsync(CancellationToken.None),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains("is saved in")
                .And.Message.Contains("No space left")
        );
    }

    private async Task RecordAsync(
        JournaledSnapshotWriter writer,
        SnapshotProgress mirror,
        Snapshot start,
        int? saveAt = null,
        bool everySteps = false
    )
    {
        var number = 0;
        foreach (var step in Steps(start))
        {
            if (step is PendingOperation operation)
            {
                mirror.Begin(operation);
                await writer.BeginAsync(operation, CancellationToken.None);
            }
            else if (step is SnapshotChange change)
            {
                mirror.Apply(change);
                await writer.CommitAsync(change, CancellationToken.None);
            }

            if (everySteps || number++ == saveAt)
            {
                _clock.Advance(2 * Second);
            }
        }
    }

    /// <summary>Operations that begin, and changes: a guest that is made, one that gets another name, and one that needs both.</summary>
    private static IEnumerable<object> Steps(Snapshot start)
    {
        var (root, old, made) = (start.Resources[0], start.Resources[1], Sample.Guest("made"));
        var renamed = Sample.Guest("new") with { Aliases = [old.Urn] };
        var create = new PendingOperation(made with { Id = "" }, OperationType.Creating);
        var update = new PendingOperation(old, OperationType.Updating);
        yield return new SnapshotChange { Removed = [root], Added = [root] };
        yield return create;
        yield return update;
        yield return new SnapshotChange { Ends = create, Added = [made] };
        yield return new SnapshotChange
        {
            Ends = update,
            Removed = [old],
            Added = [renamed],
        };
        yield return new SnapshotChange
        {
            Added = [Sample.Guest("needs") with { Dependencies = [old.Urn, made.Urn] }],
        };
        yield return new SnapshotChange { Changed = [(made, made with { Delete = true })] };
        yield return new PendingOperation(Sample.Guest("last"), OperationType.Creating);
        yield return new SnapshotChange { Added = [Sample.Guest("end")] };
    }

    private JournaledSnapshotWriter Writer(LoadedCheckpoint start) => new(Files(), start, new());

    private CheckpointFile Files(DurableFiles? files = null) =>
        new(Sample.Providers, files ?? new(), _clock);

    private async Task<LoadedCheckpoint> CreateAsync()
    {
        var checkpoint = new StackCheckpoint
        {
            Stack = "organization/demo/dev",
            SecretsProvider = new("b64", null),
        };
        await Files()
            .SaveAsync(
                new(StatePath, "", "", checkpoint, new(new Base64SecretsProvider())),
                new() { Resources = [Sample.Root(), Sample.Guest("old")] }
            );
        return await LoadAsync();
    }

    private static async Task CreateAsync(JournaledSnapshotWriter writer, string name)
    {
        var state = Sample.Guest(name);
        var operation = new PendingOperation(state with { Id = "" }, OperationType.Creating);
        await writer.BeginAsync(operation, CancellationToken.None);
        await writer.CommitAsync(
            new() { Ends = operation, Added = [state] },
            CancellationToken.None
        );
    }

    private Task<LoadedCheckpoint> LoadAsync() =>
        Files().LoadAsync(StatePath, CancellationToken.None);

    /// <summary>The state file as a tool reads it that does not know the journal.</summary>
    private async Task<string> AloneAsync()
    {
        var copy = _directory["alone.json"];
        File.Copy(StatePath, copy, overwrite: true);
        var loaded = await Files().LoadAsync(copy, CancellationToken.None);
        return Describe(loaded.Checkpoint.Snapshot);
    }

    private static string Describe(Snapshot snapshot) =>
        string.Join(
            ',',
            snapshot.Resources.Select(r =>
                r.Urn.Name
                + (r.Delete ? "-" : "")
                + string.Concat(r.Dependencies.Select(d => $"<{d.Name}"))
            )
        )
        + "|"
        + string.Join(
            ',',
            snapshot.PendingOperations.Select(o => $"{o.Type} {o.Resource.Urn.Name}")
        );
}
