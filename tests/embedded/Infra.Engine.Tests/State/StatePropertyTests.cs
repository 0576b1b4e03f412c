using System.Text;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Journal;
using Infra.Protocol;

namespace Infra.Engine.Tests.State;

public sealed class StatePropertyTests
{
    private static StackCheckpoint Checkpoint(Snapshot snapshot) =>
        new()
        {
            Stack = "organization/demo/dev",
            Manifest = CheckpointManifest.Create(TimeProvider.System),
            SecretsProvider = new("b64", null),
            Snapshot = snapshot,
        };

    private static byte[] Write(StackCheckpoint checkpoint) =>
        CheckpointWriter.Write(checkpoint, new(new Base64SecretsProvider())).ToArray();

    [Test]
    public void Any_state_reads_back_as_it_was_written([Range(1, 200)] int seed)
    {
        var snapshot = new RandomState(seed).Snapshot();
        var written = Write(Checkpoint(snapshot));

        var (again, secrets) = new CheckpointReader(Sample.Providers).Read(written);

        Assert.Multiple(() =>
        {
            Assert.That(
                Encoding.UTF8.GetString(CheckpointWriter.Write(again, secrets).Span),
                Is.EqualTo(Encoding.UTF8.GetString(written))
            );
            for (var i = 0; i < snapshot.Resources.Length; i++)
            {
                Assert.That(
                    again.Snapshot.Resources[i].Inputs,
                    Is.EqualTo(snapshot.Resources[i].Inputs)
                );
                Assert.That(
                    again.Snapshot.Resources[i].Outputs,
                    Is.EqualTo(snapshot.Resources[i].Outputs)
                );
            }
        });
    }

    [Test]
    public void A_damaged_state_is_refused_or_read_and_never_worse()
    {
        var refused = 0;
        for (var seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var content = Mutate(Write(Checkpoint(new RandomState(seed % 7).Snapshot())), random);
            refused += Attempt(() =>
            {
                var (checkpoint, secrets) = new CheckpointReader(Sample.Providers).Read(content);
                _ = SnapshotIntegrity.FindFault(checkpoint.Snapshot);
                CheckpointWriter.Write(checkpoint, secrets);
            });
        }

        Assert.That(refused, Is.GreaterThan(2500));
    }

    [Test]
    public void A_damaged_journal_is_refused_or_read_and_never_worse()
    {
        var snapshot = new RandomState(1).Snapshot();
        var loaded = Checkpoint(snapshot);
        var journal = Journal(loaded);
        var refused = 0;
        for (var seed = 0; seed < 2000; seed++)
        {
            var content = Mutate(journal, new Random(seed));
            refused += Attempt(() =>
                new JournalReplay(Sample.Providers).Replay(
                    content,
                    "",
                    loaded,
                    new(new Base64SecretsProvider())
                )
            );
        }

        Assert.That(refused, Is.GreaterThan(100));
    }

    private static byte[] Journal(StackCheckpoint checkpoint)
    {
        using var lines = new JournalLines(new(new Base64SecretsProvider()));
        var progress = new SnapshotProgress(checkpoint.Snapshot);
        progress.ForgetResolvable();
        var root = checkpoint.Snapshot.Resources[0];
        var create = new PendingOperation(
            Sample.Guest("new", ("s", Sample.Secret("x"))),
            OperationType.Creating
        );
        using var content = new MemoryStream();
        void Line(ReadOnlySpan<byte> line)
        {
            content.Write(line);
            content.Write("\n"u8);
        }

        Line(lines.Header("", checkpoint));
        Line(lines.Change(progress.Apply(new SnapshotChange { Removed = [root], Added = [root] })));
        Line(lines.Begin(progress.Begin(create), create));
        Line(
            lines.Change(
                progress.Apply(new SnapshotChange { Ends = create, Added = [create.Resource] })
            )
        );
        Line(lines.Folded("abc"));
        return content.ToArray();
    }

    private static int Attempt(Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (InfraException)
        {
            return 1;
        }
    }

    private static byte[] Mutate(byte[] content, Random random)
    {
        var bytes = content.ToList();
        for (var i = random.Next(1, 4); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes[at] = (byte)"{}[]\",:0\\unt\n-e"[random.Next(15)];
                    break;
                case 4:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)'[', random.Next(2000)));
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(8) == 0 ? bytes.Count - at : length);
                    break;
            }
        }

        return [.. bytes];
    }
}
