using System.IO.Pipelines;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Tests.Contract;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Files;

/// <summary>What callers rely on of the content of a host's files as streams.</summary>
[TestFixture(Reach.Here)]
[TestFixture(Reach.Ssh, Category = "Real")]
internal sealed class HostStreamsTests(Reach reach) : FilesFixture(reach)
{
    private const UnixFileMode File0640 = (UnixFileMode)0b110_100_000;

    [Test]
    public void A_large_file_is_read_as_it_is()
    {
        var bytes = new byte[8 * 1024 * 1024 + 1];
        Random.Shared.NextBytes(bytes);
        var file = Place.Write("file");
        File.WriteAllBytes(file, bytes);

        using var stream = Files.OpenRead(file);
        using var read = new MemoryStream();
        stream.CopyTo(read);

        Assert.That(read.ToArray().AsSpan().SequenceEqual(bytes), Is.True);
    }

    [Test]
    public void A_stream_without_an_end_may_be_left()
    {
        var piece = new byte[100_000];
        using (var stream = Files.OpenRead("/dev/zero"))
        {
            stream.ReadExactly(piece);
        }

        Assert.That(piece, Has.All.Zero);
    }

    [Test]
    public void A_file_that_is_being_written_is_read()
    {
        var file = Place.At("file");
        using var writer = new FileStream(
            file,
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.Read
        );
        writer.Write("text"u8);
        writer.Flush();

        using var reader = new StreamReader(Files.OpenRead(file));

        Assert.That(reader.ReadToEnd(), Is.EqualTo("text"));
    }

    [Test]
    public void What_is_no_file_cannot_be_opened()
    {
        var none = Place.At("none");

        Assert.That(
            () => Files.OpenRead(none),
            Throws.TypeOf<FileNotFoundException>().With.Message.Contains(none)
        );
        Assert.That(() => Files.OpenRead(Place.Path), Throws.TypeOf<UnauthorizedAccessException>());
        Assert.That(
            () => Files.OpenRead(Place.Link("link", none)),
            Throws.InstanceOf<IOException>()
        );
    }

    [Test]
    public void A_new_file_takes_the_place_of_none()
    {
        var file = Place.At("file");
        Create(file, [1, 2, 3]);

        Assert.That(File.ReadAllBytes(file), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(File.GetUnixFileMode(file), Is.EqualTo(File0640));
        Assert.That(() => Create(file, [4]), Throws.InstanceOf<IOException>());
        Assert.That(File.ReadAllBytes(file), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void A_new_file_has_any_bytes_and_any_name()
    {
        var bytes = new byte[3 * 1024 * 1024 + 1];
        Random.Shared.NextBytes(bytes);
        Create(Place.At("large"), bytes);
        Create(Place.At("empty"), []);
        foreach (var name in OddNames.All)
        {
            Create(Place.At(name), [0]);
            Assert.That(new FileInfo(Place.At(name)).Length, Is.EqualTo(1), name);
        }

        Assert.That(File.ReadAllBytes(Place.At("large")).AsSpan().SequenceEqual(bytes), Is.True);
        Assert.That(new FileInfo(Place.At("empty")).Length, Is.Zero);
    }

    [Test]
    public void A_new_file_takes_a_stream_to_its_end_whatever_its_length_says()
    {
        var file = Place.At("file");
        var content = new Pipe();
        _ = content
            .Writer.WriteAsync(new byte[100_000])
            .AsTask()
            .ContinueWith(_ => content.Writer.Complete(), TaskScheduler.Default);

        using var stream = content.Reader.AsStream();
        Files.Create(file, stream, File0640);

        Assert.That(new FileInfo(file).Length, Is.EqualTo(100_000));
    }

    [Test]
    public void A_new_file_is_not_made_where_a_link_leads()
    {
        var target = Place.At("target");
        var link = Place.Link("link", target);

        Assert.That(() => Create(link, [1]), Throws.InstanceOf<IOException>());
        Assert.That(() => Create(Place.At("no", "file"), [1]), Throws.InstanceOf<IOException>());
        Assert.That(File.Exists(target), Is.False);
    }

    private void Create(string path, byte[] content)
    {
        using var stream = new MemoryStream(content);
        Files.Create(path, stream, File0640);
    }
}
