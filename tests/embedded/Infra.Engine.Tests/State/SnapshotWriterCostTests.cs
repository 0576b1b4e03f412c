using System.Text;
using Infra.Engine.Files;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Journal;
using Infra.Protocol;

namespace Infra.Engine.Tests.State;

public sealed class SnapshotWriterCostTests
{
    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private string StatePath => _directory["dev.json"];

    private static CheckpointFile File(DurableFiles files) =>
        new(Sample.Providers, files, new PacelessClock());

    private async Task<LoadedCheckpoint> CreateAsync(IEnumerable<ResourceState> states)
    {
        var checkpoint = new StackCheckpoint
        {
            Stack = "organization/demo/dev",
            SecretsProvider = new("b64", null),
        };
        System.IO.File.Delete(StatePath);
        var start = new LoadedCheckpoint(
            StatePath,
            "",
            "",
            checkpoint,
            new(new Base64SecretsProvider())
        );
        await File(new()).SaveAsync(start, new() { Resources = [.. states] });
        return await File(new()).LoadAsync(StatePath, CancellationToken.None);
    }

    private static async Task AddAsync(ISnapshotWriter writer, string name)
    {
        var state = Sample.Guest(name, ("address", "10.0.0.1"));
        var operation = new PendingOperation(state with { Id = "" }, OperationType.Creating);
        await writer.BeginAsync(operation, CancellationToken.None);
        await writer.CommitAsync(
            new() { Ends = operation, Added = [state] },
            CancellationToken.None
        );
    }

    [Test]
    public async Task Bytes_written_for_an_operation_do_not_grow_with_the_stack()
    {
        var perOperation = new List<double>();
        foreach (var count in (int[])[500, 1000, 2000])
        {
            var flushed = new CountingStream();
            var loaded = await CreateAsync([
                Sample.Root(),
                .. Enumerable.Range(0, count).Select(i => Sample.Guest($"o{i:0000}")),
            ]);
            using var writer = new JournaledSnapshotWriter(
                File(new()),
                loaded,
                new((_, _) => flushed)
            );
            for (var i = 0; i < count; i++)
            {
                await AddAsync(writer, $"n{i:0000}");
            }

            perOperation.Add((double)flushed.Written / count);
        }

        TestContext.Out.WriteLine(
            $"bytes per operation at 500, 1000, 2000: {string.Join(", ", perOperation.Select(b => $"{b:0}"))}"
        );
        Assert.That(perOperation[2], Is.EqualTo(perOperation[0]).Within(5).Percent);
    }

    [Test]
    public async Task Workers_that_wait_at_once_share_flushes()
    {
        using var gate = new SemaphoreSlim(0);
        var stream = new CountingStream(gate);
        using var writer = new JournaledSnapshotWriter(
            File(new()),
            await CreateAsync([Sample.Root()]),
            new((_, _) => stream)
        );

        var begun = Enumerable
            .Range(0, 20)
            .Select(i =>
                writer.BeginAsync(
                    new(Sample.Guest($"g{i}"), OperationType.Creating),
                    CancellationToken.None
                )
            )
            .ToArray();
        gate.Release(100);
        await Task.WhenAll(begun);

        Assert.That(stream.Flushes, Is.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task A_full_disk_fails_the_run_and_leaves_the_last_good_state()
    {
        var loaded = await CreateAsync([Sample.Root()]);
        var before = await System.IO.File.ReadAllTextAsync(StatePath);
        var full = new DurableFiles((_, _) => new FullStream(0));
        using var writer = new JournaledSnapshotWriter(File(full), loaded, full);

        await Assert.ThatAsync(
            () => AddAsync(writer, "web"),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains("No space left")
                .And.Message.Contains("dev.journal")
        );
        await Assert.ThatAsync(
            () => AddAsync(writer, "db"),
            Throws.TypeOf<InfraException>().With.Message.Contains("No space left")
        );
        await Assert.ThatAsync(
            () => writer.CloseAsync(CancellationToken.None),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains("No space left")
                .And.Message.Contains(StatePath)
        );

        Assert.That(await System.IO.File.ReadAllTextAsync(StatePath), Is.EqualTo(before));
    }

    [Test]
    public async Task What_the_journal_could_not_take_is_saved_at_the_end_when_there_is_room_again()
    {
        var loaded = await CreateAsync([Sample.Root()]);
        using var writer = new JournaledSnapshotWriter(
            File(new()),
            loaded,
            new((_, _) => new FullStream(900))
        );
        await AddAsync(writer, "first");
        var state = Sample.Guest("second");
        await Assert.ThatAsync(
            () => writer.CommitAsync(new() { Added = [state] }, CancellationToken.None),
            Throws.TypeOf<InfraException>()
        );

        await Assert.ThatAsync(
            () => writer.CloseAsync(CancellationToken.None),
            Throws.TypeOf<InfraException>().With.Message.Contains("is saved in")
        );

        var again = await File(new()).LoadAsync(StatePath, CancellationToken.None);
        Assert.That(
            again.Checkpoint.Snapshot.Resources.Select(r => r.Urn.Name),
            Is.EqualTo(new[] { "demo-dev", "first", "second" })
        );
    }

    [Test]
    public async Task A_run_that_changes_nothing_at_all_writes_nothing()
    {
        var loaded = await CreateAsync([Sample.Root()]);
        var before = System.IO.File.GetLastWriteTimeUtc(StatePath);
        using var writer = new JournaledSnapshotWriter(File(new()), loaded, new());

        await writer.CloseAsync(CancellationToken.None);

        Assert.That(System.IO.File.GetLastWriteTimeUtc(StatePath), Is.EqualTo(before));
    }

    [Test]
    public async Task An_unsound_result_is_saved_marked_and_reported()
    {
        var loaded = await CreateAsync([Sample.Root(), Sample.Guest("web")]);
        using var writer = new JournaledSnapshotWriter(File(new()), loaded, new());
        await writer.CommitAsync(
            new() { Removed = [loaded.Checkpoint.Snapshot.Resources[0]] },
            CancellationToken.None
        );

        await Assert.ThatAsync(
            () => writer.CloseAsync(CancellationToken.None),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains("unsound")
                .And.Message.Contains($"{StatePath}.bak")
        );
        Assert.That(
            Encoding.UTF8.GetString(await System.IO.File.ReadAllBytesAsync(StatePath)),
            Does.Contain("\"metadata\":{\"integrity_error\":{")
        );
    }

    private sealed class CountingStream(SemaphoreSlim? gate = null) : MemoryStream
    {
        public long Written { get; private set; }

        public int Flushes { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) => Written += buffer.Length;

        public override void Flush()
        {
            gate?.Wait();
            Flushes++;
        }
    }
}
