using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Journal;
using Infra.Protocol;

namespace Infra.Engine.Tests.State;

/// <summary>What could not be read again is not written.</summary>
internal sealed class LargeStates
{
    private const int Largest = 20_000;
    private TemporaryDirectory _directory = null!;
    private LoadedCheckpoint _start = null!;

    private string StatePath => _directory["dev.json"];

    private static CheckpointFile File =>
        new(Sample.Providers, new(), new PacelessClock(), new() { LargestState = Largest });

    [SetUp]
    public async Task SetUp()
    {
        _directory = new();
        var checkpoint = new StackCheckpoint
        {
            Stack = "organization/demo/dev",
            Manifest = CheckpointManifest.Create(TimeProvider.System),
            SecretsProvider = new("b64", null),
        };
        _start = await File.FoldAsync(
            new(StatePath, "", "", checkpoint, new(new Base64SecretsProvider())),
            new() { Resources = [Sample.Root()] },
            _ => Task.CompletedTask
        );
    }

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private static ResourceState Large(int number) =>
        Sample.Guest($"g{number}", ("text", new string('x', Largest / 8)));

    [Test]
    public async Task A_state_that_is_too_large_is_refused_and_the_one_before_stays()
    {
        var before = await System.IO.File.ReadAllBytesAsync(StatePath);
        var snapshot = new Snapshot
        {
            Resources = [Sample.Root(), .. Enumerable.Range(0, 9).Select(Large)],
        };

        await Assert.ThatAsync(
            () => File.SaveAsync(_start, snapshot),
            Throws.TypeOf<InfraException>().With.Message.Contains($"more than the {Largest}")
        );

        Assert.That(System.IO.File.ReadAllBytes(StatePath), Is.EqualTo(before));
    }

    [Test]
    public async Task A_run_begins_nothing_more_before_its_state_is_too_large_and_loses_nothing()
    {
        using var writer = new JournaledSnapshotWriter(File, _start, new());
        var made = 0;
        InfraException? refused = null;
        while (refused is null && made < 100)
        {
            try
            {
                await MakeAsync(writer, Large(made));
                made++;
            }
            catch (InfraException e)
            {
                refused = e;
            }
        }

        Assert.That(refused?.Message, Does.Contain("begins nothing more"));
        await writer.CloseAsync(CancellationToken.None);
        var loaded = await File.LoadAsync(StatePath, CancellationToken.None);
        Assert.That(made, Is.GreaterThan(3));
        Assert.That(loaded.Checkpoint.Snapshot.Resources, Has.Length.EqualTo(made + 1));
    }

    [Test]
    public async Task A_run_may_record_more_than_a_journal_holds_as_long_as_its_state_is_small()
    {
        using var writer = new JournaledSnapshotWriter(File, _start, new());
        ResourceState? former = null;
        for (var i = 0; i < 100; i++)
        {
            var state = Large(i);
            await MakeAsync(writer, state, former);
            former = state;
        }

        await writer.CloseAsync(CancellationToken.None);
        var loaded = await File.LoadAsync(StatePath, CancellationToken.None);
        Assert.That(loaded.Checkpoint.Snapshot.Resources, Has.Length.EqualTo(2));
    }

    private static async Task MakeAsync(
        JournaledSnapshotWriter writer,
        ResourceState state,
        ResourceState? removed = null
    )
    {
        var creating = new PendingOperation(state, OperationType.Creating);
        await writer.BeginAsync(creating, CancellationToken.None);
        await writer.CommitAsync(
            new()
            {
                Ends = creating,
                Added = [state],
                Removed = removed is null ? [] : [removed],
                Durable = true,
            },
            CancellationToken.None
        );
    }
}
