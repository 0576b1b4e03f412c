using Infra.Engine.Backend;
using Infra.Engine.State;
using Infra.Engine.Tests.State;
using Infra.Protocol;

namespace Infra.Engine.Tests.Backend;

internal sealed class StackRecoveryTests
{
    private TestBackend _test = null!;
    private DiyBackend _backend = null!;

    [SetUp]
    public async Task SetUp()
    {
        _test = new();
        (_backend, var stored) = await _test.CreateAsync();
        await TestBackend.RunAsync(_backend, stored, Sample.Root(), Sample.Guest("old"));
    }

    [TearDown]
    public void TearDown() => _test.Dispose();

    private string JournalPath => Path.ChangeExtension(_test.StatePath, "journal");

    [Test]
    public async Task What_a_killed_run_did_joins_a_state_that_was_saved_since()
    {
        await KillAsync();
        await SaveElsewhereAsync();
        await Assert.ThatAsync(
            LoadAsync,
            Throws.TypeOf<InfraException>().With.Message.Contains("state recover")
        );

        var found = await FindAsync();
        var journal = await File.ReadAllTextAsync(JournalPath);
        var kept = await _backend.Recovery.SaveAsync(found!);

        Assert.That(found!.Added.Select(r => r.Urn.Name), Is.EqualTo(["web"]));
        Assert.That(found.Begun.Select(o => o.Resource.Urn.Name), Is.EqualTo(["db"]));
        Assert.That(await File.ReadAllTextAsync(kept), Is.EqualTo(journal));
        var snapshot = (await LoadAsync()).Snapshot;
        Assert.That(
            snapshot.Resources.Select(r => r.Urn.Name),
            Is.EquivalentTo(["demo-dev", "old", "web"])
        );
        Assert.That(snapshot.PendingOperations, Has.Length.EqualTo(1));
        Assert.That(await FindAsync(), Is.Null);
    }

    [Test]
    public async Task A_run_that_the_next_one_takes_up_by_itself_needs_no_recovery()
    {
        Assert.That(await FindAsync(), Is.Null);

        await KillAsync();

        Assert.That(await FindAsync(), Is.Null);
    }

    [Test]
    public async Task A_journal_that_cannot_be_read_alone_says_so_and_stays()
    {
        await KillAsync();
        await SaveElsewhereAsync();
        var journal = await File.ReadAllTextAsync(JournalPath);
        var lines = journal.Split('\n');
        lines[1] = lines[1][..^1];
        await File.WriteAllTextAsync(JournalPath, string.Join('\n', lines));

        await Assert.ThatAsync(
            FindAsync,
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains(JournalPath)
                .And.Message.Contains("line 2 is damaged")
        );
    }

    /// <summary>A run that makes a guest, makes and deletes another, changes one, begins a last one, and is killed.</summary>
    private async Task KillAsync()
    {
        var stored = await LoadAsync();
        var writer = await _backend.OpenWriterAsync(stored);
        var (web, gone) = (
            Sample.Guest("web", ("s", Sample.Secret("geheim"))),
            Sample.Guest("gone")
        );
        await CommitAsync(writer, new() { Added = [web] });
        await CommitAsync(writer, new() { Added = [gone] });
        await CommitAsync(writer, new() { Removed = [gone] });
        var old = stored.Snapshot.Resources.Single(r => r.Urn.Name == "old");
        await CommitAsync(writer, new() { Changed = [(old, old with { Protect = true })] });
        await writer.BeginAsync(
            new(Sample.Guest("db"), OperationType.Creating),
            CancellationToken.None
        );
        ((IDisposable)writer).Dispose();
    }

    private async Task SaveElsewhereAsync()
    {
        var content = await File.ReadAllTextAsync(_test.StatePath);
        await File.WriteAllTextAsync(
            _test.StatePath,
            content.Replace("\"time\":\"2", "\"time\":\"3", StringComparison.Ordinal)
        );
        File.Delete($"{_test.StatePath}.attrs");
    }

    private static Task CommitAsync(ISnapshotWriter writer, SnapshotChange change) =>
        writer.CommitAsync(change, CancellationToken.None);

    private Task<RecoverableStack?> FindAsync() =>
        _backend.Recovery.FindAsync(_test.Stack, CancellationToken.None);

    private Task<StoredStack> LoadAsync() =>
        _backend.LoadAsync(_test.Stack, CancellationToken.None);
}
