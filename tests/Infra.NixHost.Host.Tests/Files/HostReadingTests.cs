using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Tests.Contract;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Files;

/// <summary>What callers rely on when they read the files of a host.</summary>
[TestFixture(Reach.Here)]
[TestFixture(Reach.Ssh, Category = "Real")]
internal sealed class HostReadingTests(Reach reach) : FilesFixture(reach)
{
    [Test]
    public void Facts_are_in_the_order_of_the_paths_and_follow_links()
    {
        var file = Place.Write("file", "12345");
        var directory = Place.Make("directory");
        var link = Place.Link("link", "file");
        var dangling = Place.Link("dangling", "/none");

        var facts = Files.Stat([link, Place.At("none"), directory, dangling, file]);

        Assert.That(facts[0], Is.EqualTo(facts[4]));
        Assert.That(facts[0]!.Size, Is.EqualTo(5));
        Assert.That(facts[0]!.IsRegularFile, Is.True);
        Assert.That(facts[0]!.Modified.UtcDateTime, Is.EqualTo(File.GetLastWriteTimeUtc(file)));
        Assert.That(facts[1], Is.Null);
        Assert.That(facts[2]!.IsDirectory, Is.True);
        Assert.That(facts[3], Is.Not.Null);
        Assert.That(facts[3]!.IsRegularFile || facts[3]!.IsDirectory, Is.False);
    }

    [Test]
    public void A_link_has_facts_of_its_own()
    {
        var file = Place.Write("file", "12345");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        var link = Place.Link("link", "file");

        var facts = Files.StatLinks([link, Place.At("none"), file]);

        Assert.That(facts[0]!.IsRegularFile, Is.False);
        Assert.That(facts[0]!.Modified.UtcDateTime, Is.GreaterThan(DateTime.UnixEpoch));
        Assert.That(facts[1], Is.Null);
        Assert.That(facts[2], Is.EqualTo(Files.Stat(file)));
        Assert.That(facts[0], Is.EqualTo(new LocalFiles().StatLinks([link])[0]));
    }

    [Test]
    public void Facts_are_the_same_whoever_asks()
    {
        var file = Place.Write("file", "12345");
        File.SetUnixFileMode(file, (UnixFileMode)0b110_100_000);
        string[] paths = [file, Place.Path, "/dev/null", "/proc/self/", "/", "/etc/passwd"];

        // A record that was made before a host had another address still fits its disk.
        Assert.That(
            Files.Stat(paths).Select(f => f! with { Modified = default }),
            Is.EqualTo(new LocalFiles().Stat(paths).Select(f => f! with { Modified = default }))
                .Using<FileStat>((a, b) => a.Mode == b.Mode && a.User == b.User)
        );
        Assert.That(Files.Stat(file), Is.EqualTo(new LocalFiles().Stat(file)));
    }

    [Test]
    public void A_file_with_holes_takes_less_than_its_size()
    {
        var file = Place.Write("file", new string('x', 10_000));
        using (var open = File.OpenWrite(file))
        {
            open.SetLength(1 << 30);
        }

        var facts = Files.Stat(file)!;

        Assert.That(facts.Size, Is.EqualTo(1 << 30));
        Assert.That(facts.Allocated, Is.GreaterThanOrEqualTo(10_000).And.LessThan(1 << 20));
        Assert.That(facts.Device, Is.EqualTo(Files.Stat(Place.Path)!.Device));
    }

    [Test]
    public void Only_links_have_a_target()
    {
        Place.Write("file");
        var link = Place.Link("link", "file");

        Assert.That(
            Files.ReadLinks([link, Place.At("file"), Place.At("none"), Place.Path]),
            Is.EqualTo(["file", null, null, null])
        );
        Assert.That(Files.RealPath(link), Is.EqualTo(Place.At("file")));
    }

    [Test]
    public void Links_that_lead_nowhere_are_followed_as_far_as_they_lead()
    {
        Place.Make("real");
        Place.Link("one", "two");
        Place.Link("two", "real/../real/none");
        Place.Link("door", "real");

        Assert.That(
            Files.RealPaths([
                Place.At("one"),
                Place.At("door", "none", "deeper"),
                Place.At("none"),
            ]),
            Is.EqualTo([
                Place.At("real", "none"),
                Place.At("real", "none", "deeper"),
                Place.At("none"),
            ])
        );
    }

    [Test]
    public void Links_in_a_circle_lead_to_one_of_them_and_to_no_file()
    {
        string[] circle = [Place.Link("a", "b"), Place.Link("b", "a")];

        Assert.That(Files.RealPaths(circle), Has.All.AnyOf(circle));
        Assert.That(Files.ReadLinks(circle), Is.EqualTo(["b", "a"]));
        Assert.That(Files.Read(circle, FilePart.Whole).Select(f => f.IsMissing), Has.All.True);
        Assert.That(Files.Stat(circle).Select(f => f?.IsRegularFile), Has.All.False);
        Assert.That(Files.EndsOf(circle), Has.All.Null);
        Assert.That(Files.List(circle[0]), Is.Empty);
    }

    [Test]
    public void Any_name_is_a_name()
    {
        var paths = OddNames.All.Select(name => Place.At("all", name)).ToList();
        Place.Make("all");
        Place.Make("links");
        paths.ForEach(path => File.WriteAllText(path, path));
        var links = paths.ConvertAll(path => Place.Link("links/" + Path.GetFileName(path), path));

        Assert.That(
            Files.List(Place.At("all")),
            Is.EqualTo(OddNames.All.Order(StringComparer.Ordinal))
        );
        Assert.That(Files.Stat(links), Is.EqualTo(Files.Stat(paths)).And.All.Not.Null);
        Assert.That(Files.ReadLinks(links), Is.EqualTo(paths));
        Assert.That(Files.RealPaths(links), Is.EqualTo(paths));
        Assert.That(Files.Read(links, FilePart.Whole).Select(f => f.Text), Is.EqualTo(paths));
        foreach (var path in paths)
        {
            using var reader = new StreamReader(Files.OpenRead(path));
            Assert.That(reader.ReadToEnd(), Is.EqualTo(path));
            Assert.That(Files.Stat(path + ".none"), Is.Null);
            Assert.That(() => Files.OpenRead(path + ".none"), Throws.InstanceOf<IOException>());
        }
    }

    [TestCase(1500, "some/longer/path/of/a/file/of/which/there/are/many/in/one/folder/")]
    [TestCase(1500, "f")]
    [TestCase(
        300,
        "''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''''"
    )]
    public void Any_number_of_paths_is_one_question(int count, string name)
    {
        Place.Write(name + "0", "content");
        var paths = Enumerable.Range(0, count).Select(i => Place.At($"{name}{i}")).ToList();
        paths.Add(paths[0]);

        var (facts, texts) = (Files.Stat(paths), Files.Read(paths, FilePart.Whole));

        Assert.That(facts, Has.Count.EqualTo(count + 1));
        Assert.That(facts.Skip(1).SkipLast(1), Has.All.Null);
        Assert.That(facts[^1], Is.EqualTo(facts[0]).And.Not.Null);
        Assert.That(texts, Has.Count.EqualTo(count + 1));
        Assert.That(texts[^1].Text, Is.EqualTo("content"));
        Assert.That(texts.Skip(1).SkipLast(1).Select(t => t.IsMissing), Has.All.True);
        Assert.That(Files.RealPaths(paths), Is.EqualTo(paths));
        Assert.That(Files.ReadLinks(paths), Has.Count.EqualTo(count + 1).And.All.Null);
        Assert.That(() => Files.Delete(paths), Throws.Nothing);
        Assert.That(Files.Stat(paths[0]), Is.Null);
    }

    [Test]
    public void No_path_is_no_question()
    {
        Assert.That(Files.Stat([]), Is.Empty);
        Assert.That(Files.RealPaths([]), Is.Empty);
        Assert.That(Files.ReadLinks([]), Is.Empty);
        Assert.That(Files.Read([], FilePart.Whole), Is.Empty);
        Assert.That(() => Files.Delete([]), Throws.Nothing);
    }

    [Test]
    public void A_file_that_cannot_be_read_spoils_no_other()
    {
        var large = Place.Write("large", new('x', FilePart.Whole.Most + 1));
        var small = Place.Write("small", "\ufeffone\ntwo\n");
        RawNames.MakePipe(Place.At("pipe"));

        var read = Files.Read(
            [large, Place.At("none"), Place.At("pipe"), Place.Path, small],
            FilePart.Whole
        );

        Assert.That(read[0].Failure?.Message, Does.Contain(large).And.Contain("more than"));
        Assert.That(() => read[0].Text, Throws.InstanceOf<IOException>());
        Assert.That(read[0].IsMissing, Is.False);
        Assert.That(read.Skip(1).Take(3).Select(f => f.IsMissing), Has.All.True);
        Assert.That(read[1].Text, Is.Empty);
        Assert.That(read[4].Lines, Is.EqualTo(["one", "two"]));
    }

    [Test]
    public async Task What_an_ordinary_user_may_not_read_is_a_failure_of_that_alone()
    {
        var closed = Place.Write("closed/file\nwith lines", "secret");
        var open = Place.Write("open", "text");
        File.SetUnixFileMode(closed, UnixFileMode.None);
        File.SetUnixFileMode(Place.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(Place.At("closed"), (UnixFileMode)0b111_001_001);

        var (read, tried, list, stream) = await ContractHost.AsOrdinaryUserAsync(
            Reach,
            files =>
                (
                    files.Read([closed, open], FilePart.Whole),
                    files.Read([closed, open], FilePart.First(0)),
                    Caught(() => files.List(Place.At("closed"))),
                    Caught(() => files.OpenRead(closed))
                )
        );

        Assert.That(read[0].Failure, Is.InstanceOf<UnauthorizedAccessException>());
        Assert.That(read[0].Failure!.Message, Does.Contain(closed));
        Assert.That(read[1].Text, Is.EqualTo("text"));
        Assert.That(tried[0].Failure, Is.InstanceOf<UnauthorizedAccessException>());
        Assert.That(tried[1].Failure, Is.Null);
        Assert.That(list, Is.InstanceOf<UnauthorizedAccessException>());
        Assert.That(stream, Is.InstanceOf<UnauthorizedAccessException>());
    }

    [TestCase(0, "", "")]
    [TestCase(3, "012", "789")]
    [TestCase(10, "0123456789", "0123456789")]
    [TestCase(99, "0123456789", "0123456789")]
    public void A_part_is_the_beginning_or_the_end(int bytes, string first, string last)
    {
        var file = Place.Write("file", "0123456789");

        Assert.That(Files.Read(file, FilePart.First(bytes)).Text, Is.EqualTo(first));
        Assert.That(Files.Read(file, FilePart.Last(bytes)).Text, Is.EqualTo(last));
        Assert.That(Files.Read(file, FilePart.First(bytes)).IsMissing, Is.False);
    }

    [Test]
    public void Content_is_any_bytes()
    {
        var bytes = new byte[FilePart.Whole.Most];
        Random.Shared.NextBytes(bytes);
        var whole = Place.Write("whole");
        File.WriteAllBytes(whole, bytes);
        var empty = Place.Write("empty");
        var large = Place.Write("large");
        File.WriteAllBytes(large, [.. bytes, .. bytes, 0]);

        Assert.That(Files.Read(whole).Bytes.SequenceEqual(bytes), Is.True);
        Assert.That(Files.Read(empty).Bytes.Length, Is.Zero);
        Assert.That(Files.Read(empty).IsMissing, Is.False);
        Assert.That(Files.Read(large).Failure, Is.InstanceOf<IOException>());
        byte[] first = [.. bytes, .. bytes[..(5_000_000 - bytes.Length)]];
        byte[] last = [.. bytes[^70_000..], 0];
        Assert.That(
            Files.Read(large, FilePart.First(first.Length)).Bytes.SequenceEqual(first),
            Is.True
        );
        Assert.That(
            Files.Read(large, FilePart.Last(last.Length)).Bytes.SequenceEqual(last),
            Is.True
        );
    }

    [Test]
    public void What_the_kernel_tells_is_read_although_it_has_no_length()
    {
        Assert.That(Files.Read("/proc/self/status").Text, Does.StartWith("Name:"));
        Assert.That(
            Files.Read("/proc/sys/kernel/ostype", FilePart.First(3)).Text,
            Is.EqualTo("Lin")
        );
    }

    [Test]
    public void Names_are_sorted_and_none_where_there_is_noPlace()
    {
        Place.Write("b");
        Place.Write("A");
        Place.Link("c", "/none");
        Place.Make("a");

        Assert.That(Files.List(Place.Path), Is.EqualTo(["A", "a", "b", "c"]));
        Assert.That(Files.List(Place.At("none")), Is.Empty);
        Assert.That(Files.List(Place.At("b")), Is.Empty);
        Assert.That(Files.List(Place.Make("empty")), Is.Empty);
    }

    private static Exception? Caught(Func<object> code)
    {
        try
        {
            code();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
