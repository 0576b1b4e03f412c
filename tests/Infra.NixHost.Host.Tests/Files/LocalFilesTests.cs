using Infra.NixHost.Host.Files;
using Infra.NixHost.Host.Tests.Fakes;

namespace Infra.NixHost.Host.Tests.Files;

/// <summary>What callers rely on of the files of any host.</summary>
internal sealed class LocalFilesTests
{
    private const UnixFileMode File0644 = (UnixFileMode)0b110_100_100;
    private readonly LocalFiles _files = new();
    private TestDirectory _directory;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    [Test]
    public void Facts_are_in_the_order_of_the_paths_and_follow_links()
    {
        var file = _directory.Write("file", "12345");
        var directory = _directory.Make("directory");
        var link = _directory.Link("link", "file");
        var dangling = _directory.Link("dangling", "/none");

        var facts = _files.Stat([link, _directory.At("none"), directory, dangling, file]);

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
    public void Only_links_have_a_target()
    {
        _directory.Write("file");
        var link = _directory.Link("link", "file");

        Assert.That(
            _files.ReadLinks([link, _directory.At("file"), _directory.At("none")]),
            Is.EqualTo(["file", null, null])
        );
        Assert.That(_files.RealPath(link), Is.EqualTo(_directory.At("file")));
    }

    [Test]
    public void A_file_that_cannot_be_read_spoils_no_other()
    {
        var large = _directory.Write("large", new('x', FilePart.Whole.Most + 1));
        var small = _directory.Write("small", "\ufeffone\ntwo\n");
        RawNames.MakePipe(_directory.At("pipe"));

        var read = _files.Read(
            [large, _directory.At("none"), _directory.At("pipe"), small],
            FilePart.Whole
        );

        Assert.That(read[0].Failure?.Message, Does.Contain(large).And.Contain("more than"));
        Assert.That(() => read[0].Text, Throws.InstanceOf<IOException>());
        Assert.That(read[0].IsMissing, Is.False);
        Assert.That(read.Skip(1).Take(2).Select(f => f.IsMissing), Has.All.True);
        Assert.That(read[1].Text, Is.Empty);
        Assert.That(read[3].Lines, Is.EqualTo(["one", "two"]));
    }

    [TestCase(3, "012", "789")]
    [TestCase(10, "0123456789", "0123456789")]
    [TestCase(99, "0123456789", "0123456789")]
    public void A_part_is_the_beginning_or_the_end(int bytes, string first, string last)
    {
        var file = _directory.Write("file", "0123456789");

        Assert.That(_files.Read(file, FilePart.First(bytes)).Text, Is.EqualTo(first));
        Assert.That(_files.Read(file, FilePart.Last(bytes)).Text, Is.EqualTo(last));
    }

    [Test]
    public void What_the_kernel_tells_is_read_although_it_has_no_length() =>
        Assert.That(_files.Read("/proc/self/status").Text, Does.StartWith("Name:"));

    [Test]
    public void Names_are_sorted_and_none_where_there_is_no_directory()
    {
        _directory.Write("b");
        _directory.Write("A");
        _directory.Link("c", "/none");
        _directory.Make("a");

        Assert.That(_files.List(_directory.Path), Is.EqualTo(["A", "a", "b", "c"]));
        Assert.That(_files.List(_directory.At("none")), Is.Empty);
        Assert.That(_files.List(_directory.At("b")), Is.Empty);
    }

    [Test]
    public void A_replaced_file_has_the_new_text_and_rights_and_leaves_nothing_beside_it()
    {
        var file = _directory.Write("file", "old");

        _files.Replace(file, "new", File0644);

        Assert.That(File.ReadAllText(file), Is.EqualTo("new"));
        Assert.That(File.GetUnixFileMode(file), Is.EqualTo(File0644));
        Assert.That(_files.List(_directory.Path), Is.EqualTo(["file"]));
    }

    [Test]
    public async Task A_file_that_many_replace_at_once_has_the_text_of_one_of_them_at_any_moment()
    {
        const int length = 10_000;
        var file = _directory.Write("file", new('0', length));
        using var end = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (!end.IsCancellationRequested)
            {
                var text = _files.Read(file, FilePart.Whole).Text ?? "";
                seen.Add($"{text.Length} {string.Concat(text.Distinct())}");
            }

            return seen;
        });

        await Parallel.ForEachAsync(
            Enumerable.Range(1, 8),
            (digit, _) =>
            {
                _files.Replace(file, new((char)('0' + digit), length), File0644);
                return ValueTask.CompletedTask;
            }
        );

        await end.CancelAsync();
        Assert.That(
            await reading,
            Is.SubsetOf(Enumerable.Range(0, 9).Select(digit => $"{length} {digit}"))
        );
        Assert.That(_files.List(_directory.Path), Is.EqualTo(["file"]));
    }

    [Test]
    public async Task Only_one_of_many_holds_a_file_at_any_moment()
    {
        var file = _directory.At("held");
        var (holders, most, times) = (0, 0, 0);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 8),
            (_, _) =>
            {
                for (var i = 0; i < 2_000; i++)
                {
                    using var held = _files.Hold(file);
                    if (held is null)
                    {
                        continue;
                    }

                    most = Math.Max(most, Interlocked.Increment(ref holders));
                    Interlocked.Increment(ref times);
                    Thread.Yield();
                    Interlocked.Decrement(ref holders);
                }

                return ValueTask.CompletedTask;
            }
        );

        Assert.That(most, Is.EqualTo(1));
        Assert.That(times, Is.Positive);
        Assert.That(_files.List(_directory.Path), Is.Empty);
    }

    [Test]
    public void A_new_file_takes_the_place_of_none()
    {
        var file = _directory.At("file");
        using (var stream = _files.Create(file, File0644))
        {
            stream.Write([1, 2, 3]);
            stream.Flush();
            Assert.That(new FileInfo(file).Length, Is.EqualTo(3));
        }

        Assert.That(() => _files.Create(file, File0644), Throws.InstanceOf<IOException>());
    }

    [Test]
    public void What_is_gone_is_deleted_already()
    {
        var file = _directory.Write("file");
        var below = _directory.Write("directory/below/file");

        _files.Delete([file, file, _directory.At("none", "file")]);
        _files.DeleteDirectory(_directory.At("directory"));
        _files.DeleteDirectory(_directory.At("directory"));

        Assert.That(_files.Stat([file, below]), Has.All.Null);
    }

    [Test]
    public void A_directory_that_will_be_made_has_the_space_and_the_rights_of_the_one_above()
    {
        var later = _directory.At("not", "yet");

        Assert.That(_files.FreeBytes(later), Is.Positive);
        Assert.That(_files.MayWriteInto(later), Is.True);
    }
}
