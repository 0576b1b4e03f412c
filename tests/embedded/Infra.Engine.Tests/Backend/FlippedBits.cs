using System.Text;
using System.Text.Json;
using Infra.Engine.Backend;
using Infra.Engine.State;
using Infra.Engine.Tests.State;
using Infra.Protocol;

namespace Infra.Engine.Tests.Backend;

/// <summary>
/// One bit flips in any file of a backend: state, journal of a killed run, lock, checksum, backup, history. The next run is refused by a message,
/// or it knows all that the killed one had recorded. INFRA_FLIPS asks for more flips, INFRA_FLIP_SEED for others.
/// </summary>
public sealed class FlippedBits
{
    /// <summary>No process has this number: Linux ends at 2^22.</summary>
    private const int NoProcess = 99_999_999;

    private TestBackend _test = null!;
    private Dictionary<string, byte[]> _sound = null!;

    private string BackendDirectory => _test.Directory[".pulumi"];

    [SetUp]
    public async Task LeaveAKilledRun()
    {
        _test = new();
        var (backend, stored) = await _test.CreateAsync();
        await TestBackend.RunAsync(backend, stored, Sample.Root(), Sample.Guest("web"));
        var record = new UpdateRecord
        {
            Kind = "update",
            StartTime = DateTimeOffset.UnixEpoch,
            EndTime = DateTimeOffset.UnixEpoch,
            Result = "succeeded",
        };
        await backend.History.AppendAsync(_test.Stack, record, CancellationToken.None);
        stored = await backend.LoadAsync(_test.Stack, CancellationToken.None);
        var writer = await backend.OpenWriterAsync(stored);
        var (made, begun) = (Sample.Guest("made"), Sample.Guest("begun"));
        var creating = new PendingOperation(made, OperationType.Creating);
        await writer.BeginAsync(creating, CancellationToken.None);
        await writer.CommitAsync(
            new()
            {
                Ends = creating,
                Added = [made],
                Durable = true,
            },
            CancellationToken.None
        );
        await writer.BeginAsync(new(begun, OperationType.Creating), CancellationToken.None);
        var identity = JsonSerializer.Serialize(ProcessIdentity.Of(Environment.ProcessId));
        _test.Directory.Write(
            ".pulumi/locks/organization/demo/dev/5cb6ac0d-ff21-4a1b-8d2f-94d6a6a8e0d1.json",
            $$"""{"pid":{{NoProcess}},"username":"somebody","hostname":"here.example","timestamp":"2026-01-01T00:00:00Z","process":{{identity}}}"""
        );
        _sound = Directory
            .EnumerateFiles(BackendDirectory, "*", SearchOption.AllDirectories)
            .ToDictionary(f => f, File.ReadAllBytes, StringComparer.Ordinal);
    }

    [TearDown]
    public void TearDown() => _test.Dispose();

    [Test]
    public async Task The_next_run_is_refused_or_knows_all_that_was_recorded()
    {
        var seed = AttackSetting.Number("INFRA_FLIP_SEED", 1);
        var random = new Random(seed);
        var files = _sound.Where(f => f.Value.Length > 0).Select(f => f.Key).Order().ToArray();
        var refused = new Dictionary<string, int>(StringComparer.Ordinal);
        var expected = await RunAsync();
        Assert.That(expected, Does.Contain("made").And.Contain("creating begun"));
        for (var round = 0; round < AttackSetting.Number("INFRA_FLIPS", 150); round++)
        {
            Restore();
            // Each file in turn, so that small ones are hit as often as large ones.
            var file = files[round % files.Length];
            var (at, bit) = (random.Next(_sound[file].Length), random.Next(8));
            var content = (byte[])_sound[file].Clone();
            content[at] ^= (byte)(1 << bit);
            await File.WriteAllBytesAsync(file, content);
            var where = $"INFRA_FLIP_SEED={seed}, round {round}: bit {bit} of byte {at} of {file}";
            try
            {
                Assert.That(await RunAsync(), Is.EqualTo(expected), where);
            }
            catch (InfraException e)
            {
                Assert.That(e.Message, Is.Not.Empty.And.Not.Contain("   at "), where);
                refused[file] = refused.GetValueOrDefault(file) + 1;
            }
        }

        TestContext.Out.WriteLine(
            string.Join('\n', refused.Select(f => $"{f.Value} refused: {f.Key}"))
        );
        Assert.That(refused.Keys, Does.Contain(_test.StatePath));
        Assert.That(refused.Keys, Has.Some.EndsWith(".journal"));
    }

    /// <summary>What a run reads before it does anything, and what it then knows.</summary>
    private async Task<string> RunAsync()
    {
        var backend = await _test.OpenAsync();
        await backend.ListAsync(null, CancellationToken.None);
        await using var held = await backend.LockAsync(
            _test.Stack,
            StaleLocks.TakeOver,
            CancellationToken.None
        );
        var stored = await backend.LoadAsync(_test.Stack, CancellationToken.None);
        await ReadHistoryAsync(backend);
        var known = new StringBuilder();
        known.AppendJoin('\n', stored.Snapshot.Resources.Select(r => $"{r.Urn} {r.Inputs}"));
        known.Append('\n');
        known.AppendJoin(
            '\n',
            stored.Snapshot.PendingOperations.Select(o =>
                $"{o.Type} {o.Resource.Urn.Name}".ToLowerInvariant()
            )
        );
        return known.ToString();
    }

    /// <summary>A damaged record of the past is told and stops no run.</summary>
    private async Task ReadHistoryAsync(DiyBackend backend)
    {
        try
        {
            await backend.History.ListAsync(_test.Stack, 0, 1, CancellationToken.None);
        }
        catch (InfraException e)
        {
            Assert.That(e.Message, Does.Contain("history"));
        }
    }

    private void Restore()
    {
        Directory.Delete(BackendDirectory, recursive: true);
        foreach (var (file, content) in _sound)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
    }
}
