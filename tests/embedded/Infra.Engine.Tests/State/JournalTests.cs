using Infra.Engine.Files;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Journal;
using Infra.Protocol;

namespace Infra.Engine.Tests.State;

public sealed class JournalTests
{
    private TemporaryDirectory _directory = null!;

    private string StatePath => _directory["dev.json"];

    private string JournalPath => _directory["dev.journal"];

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private static CheckpointFile Files(DurableFiles? files = null) =>
        new(Sample.Providers, files ?? new(), new PacelessClock());

    private async Task<LoadedCheckpoint> CreateAsync(params ResourceState[] states)
    {
        var secrets = new SecretCiphertexts(new Base64SecretsProvider());
        var checkpoint = new StackCheckpoint
        {
            Stack = "organization/demo/dev",
            SecretsProvider = new("b64", null),
        };
        await Files()
            .SaveAsync(
                new(StatePath, "", "", checkpoint, secrets),
                new() { Resources = [.. states] }
            )
            .ConfigureAwait(false);
        return await LoadAsync().ConfigureAwait(false);
    }

    private Task<LoadedCheckpoint> LoadAsync() =>
        Files().LoadAsync(StatePath, CancellationToken.None);

    private static async Task<PendingOperation> CreateAsync(
        ISnapshotWriter writer,
        ResourceState state
    )
    {
        var operation = new PendingOperation(state with { Id = "" }, OperationType.Creating);
        await writer.BeginAsync(operation, CancellationToken.None).ConfigureAwait(false);
        await writer
            .CommitAsync(new() { Ends = operation, Added = [state] }, CancellationToken.None)
            .ConfigureAwait(false);
        return operation;
    }

    private static string[] Names(LoadedCheckpoint loaded) =>
        [.. loaded.Checkpoint.Snapshot.Resources.Select(state => state.Urn.Name)];

    [Test]
    public async Task A_closed_run_leaves_a_plain_checkpoint_a_backup_and_no_journal()
    {
        var loaded = await CreateAsync(Sample.Root(), Sample.Guest("old"));
        var before = await File.ReadAllTextAsync(StatePath);
        var root = loaded.Checkpoint.Snapshot.Resources[0];
        using var writer = new JournaledSnapshotWriter(Files(), loaded, new());
        await writer.CommitAsync(
            new() { Removed = [root], Added = [root] },
            CancellationToken.None
        );
        await CreateAsync(writer, Sample.Guest("web", ("s", Sample.Secret("geheim"))));

        await writer.CloseAsync(CancellationToken.None);

        var again = await LoadAsync();
        Assert.Multiple(() =>
        {
            Assert.That(Names(again), Is.EqualTo(new[] { "demo-dev", "web", "old" }));
            Assert.That(File.Exists(JournalPath), Is.False);
            Assert.That(File.ReadAllText($"{StatePath}.bak"), Is.EqualTo(before));
            Assert.That(Directory.GetFiles(_directory.FullPath), Has.Length.EqualTo(3));
        });
    }

    [Test]
    public async Task A_killed_run_keeps_what_it_finished_and_tells_what_it_began()
    {
        var loaded = await CreateAsync(Sample.Root());
        using (var writer = new JournaledSnapshotWriter(Files(), loaded, new()))
        {
            await CreateAsync(writer, Sample.Guest("web", ("s", Sample.Secret("geheim"))));
            await writer.BeginAsync(
                new(Sample.Guest("db"), OperationType.Creating),
                CancellationToken.None
            );
        }

        var again = await LoadAsync();

        Assert.Multiple(() =>
        {
            Assert.That(Names(again), Is.EqualTo(new[] { "demo-dev", "web" }));
            Assert.That(
                again.Checkpoint.Snapshot.PendingOperations.Select(o =>
                    (o.Resource.Urn.Name, o.Type)
                ),
                Is.EqualTo(new[] { ("db", OperationType.Creating) })
            );
            Assert.That(File.ReadAllText(JournalPath), Does.Not.Contain("geheim"));
        });
    }

    [Test]
    public async Task A_journal_cut_at_any_byte_gives_a_sound_snapshot_with_every_acknowledged_operation()
    {
        var root = Sample.Root();
        var loaded = await CreateAsync(root, Sample.Guest("a"), Sample.Guest("b"));
        var acknowledged = await RecordAsync(loaded);
        var journal = await File.ReadAllBytesAsync(JournalPath);
        var replay = new JournalReplay(Sample.Providers);

        for (var cut = 0; cut <= journal.Length; cut++)
        {
            var (checkpoint, _) = replay.Replay(
                journal.AsMemory(0, cut),
                loaded.Digest,
                loaded.Checkpoint,
                loaded.Secrets
            );
            var expected = acknowledged.Last(a => a.Length <= cut).Snapshot;
            Assert.That(SnapshotIntegrity.FindFault(checkpoint.Snapshot), Is.Null);
            Assert.That(
                Describe(checkpoint.Snapshot),
                Is.EqualTo(Describe(expected)),
                $"cut at {cut}"
            );
        }
    }

    private static async Task<List<(long Length, Snapshot Snapshot)>> RecordAsync(
        LoadedCheckpoint loaded
    )
    {
        var mirror = new SnapshotProgress(loaded.Checkpoint.Snapshot);
        var states = loaded.Checkpoint.Snapshot.Resources;
        var acknowledged = new List<(long, Snapshot)> { (0, mirror.ToSnapshot()) };
        using var writer = new JournaledSnapshotWriter(Files(), loaded, new());

        async Task Begin(PendingOperation operation)
        {
            mirror.Begin(operation);
            await writer.BeginAsync(operation, CancellationToken.None);
            acknowledged.Add((writer.BytesWritten, mirror.ToSnapshot()));
        }

        async Task Commit(SnapshotChange change)
        {
            mirror.Apply(change);
            await writer.CommitAsync(change, CancellationToken.None);
            acknowledged.Add((writer.BytesWritten, mirror.ToSnapshot()));
        }

        var (root, a, b) = (states[0], states[1], states[2]);
        await Commit(new() { Removed = [root], Added = [root] });
        var create = new PendingOperation(Sample.Guest("c"), OperationType.Creating);
        await Begin(create);
        var update = new PendingOperation(a, OperationType.Updating);
        await Begin(update);
        await Commit(new() { Ends = create, Added = [Sample.Guest("c", ("ip", "10.0.0.1"))] });
        await Commit(
            new()
            {
                Ends = update,
                Removed = [a],
                Added = [a with { Protect = true }],
            }
        );
        await Commit(new() { Changed = [(b, b with { Delete = true })] });
        return acknowledged;
    }

    private static string Describe(Snapshot snapshot) =>
        string.Join(
            ',',
            snapshot.Resources.Select(r =>
                $"{r.Urn.Name}{(r.Protect ? "!" : "")}{(r.Delete ? "-" : "")}"
            )
        )
        + "|"
        + string.Join(
            ',',
            snapshot.PendingOperations.Select(o => $"{o.Type} {o.Resource.Urn.Name}")
        );

    [Test]
    public async Task A_journal_that_was_folded_already_is_ignored()
    {
        var loaded = await CreateAsync(Sample.Root());
        byte[] journal;
        using (var writer = new JournaledSnapshotWriter(Files(), loaded, new(KeepJournal)))
        {
            await CreateAsync(writer, Sample.Guest("web"));
            await writer.CloseAsync(CancellationToken.None);
            journal = await File.ReadAllBytesAsync(_directory["kept"]);
        }

        await File.WriteAllBytesAsync(JournalPath, journal);

        var again = await LoadAsync();
        Assert.That(Names(again), Is.EqualTo(new[] { "demo-dev", "web" }));
    }

    private FileStream KeepJournal(string path, FileMode mode) =>
        new(
            path == JournalPath ? _directory["kept"] : path,
            mode,
            FileAccess.Write,
            FileShare.Read
        );

    [Test]
    public async Task A_journal_of_another_state_is_refused_and_nothing_is_changed()
    {
        var loaded = await CreateAsync(Sample.Root());
        using (var writer = new JournaledSnapshotWriter(Files(), loaded, new()))
        {
            await CreateAsync(writer, Sample.Guest("web"));
        }

        var content = await File.ReadAllTextAsync(StatePath);
        await File.WriteAllTextAsync(
            StatePath,
            content.Replace("\"time\":\"2", "\"time\":\"3", StringComparison.Ordinal)
        );
        File.Delete($"{StatePath}.attrs");

        Assert.That(
            LoadAsync,
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains(JournalPath)
                .And.Message.Contains("another version")
        );
    }

    [Test]
    public async Task A_damaged_line_before_sound_ones_is_refused()
    {
        var loaded = await CreateAsync(Sample.Root());
        using (var writer = new JournaledSnapshotWriter(Files(), loaded, new()))
        {
            await CreateAsync(writer, Sample.Guest("web"));
            await CreateAsync(writer, Sample.Guest("db"));
        }

        var lines = await File.ReadAllLinesAsync(JournalPath);
        lines[2] = lines[2][..^3];
        await File.WriteAllTextAsync(JournalPath, string.Join('\n', lines) + "\n");

        Assert.That(
            LoadAsync,
            Throws.TypeOf<InfraException>().With.Message.Contains("line 3 is damaged")
        );
    }

    [Test]
    public async Task A_text_that_changed_in_a_line_is_noticed()
    {
        var loaded = await CreateAsync(Sample.Root());
        using (var writer = new JournaledSnapshotWriter(Files(), loaded, new()))
        {
            await CreateAsync(writer, Sample.Guest("web"));
            await CreateAsync(writer, Sample.Guest("db"));
        }

        var content = await File.ReadAllTextAsync(JournalPath);
        await File.WriteAllTextAsync(
            JournalPath,
            content.Replace("\"id-web\"", "\"id-wab\"", StringComparison.Ordinal)
        );

        Assert.That(
            LoadAsync,
            Throws.TypeOf<InfraException>().With.Message.Contains("line 3 is damaged")
        );
    }
}
