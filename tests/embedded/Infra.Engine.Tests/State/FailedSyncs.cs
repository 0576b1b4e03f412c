using Infra.Engine.Files;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Journal;
using Infra.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace Infra.Engine.Tests.State;

/// <summary>The disk refuses a flush, at each flush of a run in turn.</summary>
internal sealed class FailedSyncs
{
    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private string StatePath => _directory["dev.json"];

    private static CheckpointFile Files(DurableFiles files, TimeProvider? clock = null) =>
        new(Sample.Providers, files, clock ?? new PacelessClock());

    /// <summary>A slow run saves its checkpoint after each operation.</summary>
    [TestCase("Input/output error", false)]
    [TestCase("No space left on device", false)]
    [TestCase("Input/output error", true)]
    public async Task The_run_fails_with_the_reason_and_loses_nothing_that_it_acknowledged(
        string reason,
        bool isSlow
    )
    {
        var steps = new List<string>();
        await StartAsync();
        Assert.That(await RunAsync(new(before: steps.Add), isSlow), Is.EqualTo((2, (string?)null)));
        var syncs = steps.Count(IsSync);
        Assert.That(syncs, Is.GreaterThan(8));

        for (var failing = 0; failing < syncs; failing++)
        {
            await StartAsync();
            var count = 0;
            var (acknowledged, failure) = await RunAsync(
                new(before: step =>
                {
                    if (IsSync(step) && count++ == failing)
                    {
                        throw new IOException(reason);
                    }
                }),
                isSlow
            );

            var loaded = await Files(new()).LoadAsync(StatePath, CancellationToken.None);
            Assert.Multiple(() =>
            {
                Assert.That(failure, Does.Contain(reason), $"flush {failing}");
                Assert.That(
                    loaded.Checkpoint.Snapshot.Resources.Select(r => r.Urn.Name).Skip(1),
                    Is.SupersetOf(Enumerable.Range(0, acknowledged).Select(i => $"g{i}")),
                    $"flush {failing}"
                );
            });
            await Files(new()).SettleAsync(loaded);
        }
    }

    private static bool IsSync(string step) => step.StartsWith("sync ", StringComparison.Ordinal);

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

    /// <summary>How many operations were acknowledged, and the last failure.</summary>
    private async Task<(int Acknowledged, string? Failure)> RunAsync(
        DurableFiles files,
        bool isSlow
    )
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var loaded = await Files(new()).LoadAsync(StatePath, CancellationToken.None);
        using var writer = new JournaledSnapshotWriter(Files(files, clock), loaded, files);
        var (acknowledged, failure) = (0, (string?)null);
        try
        {
            for (var i = 0; i < 2; i++)
            {
                var state = Sample.Guest($"g{i}");
                var operation = new PendingOperation(state, OperationType.Creating);
                await writer.BeginAsync(operation, CancellationToken.None);
                await writer.CommitAsync(
                    new() { Ends = operation, Added = [state] },
                    CancellationToken.None
                );
                acknowledged++;
                clock.Advance(TimeSpan.FromSeconds(isSlow ? 2 : 0));
            }
        }
        catch (InfraException e)
        {
            failure = e.Message;
        }

        try
        {
            await writer.CloseAsync(CancellationToken.None);
        }
        catch (InfraException e)
        {
            failure = e.Message;
        }

        return (acknowledged, failure);
    }
}
