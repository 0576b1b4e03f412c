using Infra.Cli.Terminals;

namespace Infra.Cli.Tests.Terminals;

internal sealed class OutputStreamTests
{
    [Test]
    public async Task The_first_failed_write_silences_the_stream_and_is_kept()
    {
        await using var full = new FullStream();
        await using var stream = new OutputStream(full);
        await using var writer = new StreamWriter(stream);

        await writer.WriteLineAsync("one");
        await writer.FlushAsync();
        writer.WriteLine("two");
        writer.Flush();

        Assert.Multiple(() =>
        {
            Assert.That(full.Writes, Is.EqualTo(1));
            Assert.That(stream.Failure, Is.TypeOf<IOException>());
        });
    }

    [Test]
    public void A_stream_may_be_closed_by_its_writer_and_by_its_owner()
    {
        var directory = Directory.CreateTempSubdirectory("infra-output-");
        try
        {
            var path = Path.Combine(directory.FullName, "log");
            using (var stream = new OutputStream(File.Create(path)))
            using (var writer = new StreamWriter(stream))
            {
                writer.Write("one");
            }

            Assert.That(File.ReadAllText(path), Is.EqualTo("one"));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Test]
    public void A_bug_is_not_silenced()
    {
        using var stream = new OutputStream(new MemoryStream([], writable: false));

        Assert.That(() => stream.Write([1]), Throws.InstanceOf<NotSupportedException>());
    }

    private sealed class FullStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Writes++;
            throw new IOException("No space left on device");
        }
    }
}
