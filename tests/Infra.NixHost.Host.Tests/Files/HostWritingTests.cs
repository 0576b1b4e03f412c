using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Tests.Contract;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Files;

/// <summary>What callers rely on when they write the files of a host.</summary>
[TestFixture(Reach.Here)]
[TestFixture(Reach.Ssh, Category = "Real")]
internal sealed class HostWritingTests(Reach reach) : FilesFixture(reach)
{
    private const UnixFileMode File0644 = (UnixFileMode)0b110_100_100;
    private const UnixFileMode File0600 = (UnixFileMode)0b110_000_000;
    private const UnixFileMode File0666 = (UnixFileMode)0b110_110_110;

    [Test]
    public void A_replaced_file_has_the_new_text_and_rights_and_leaves_nothing_beside_it()
    {
        var file = Place.Write("file", "old");
        foreach (var mode in new[] { File0644, File0600, File0666, UnixFileMode.None })
        {
            Files.Replace(file, $"new {mode}", mode);

            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(mode));
            Assert.That(File.ReadAllText(file), Is.EqualTo($"new {mode}"));
        }

        Assert.That(Files.List(Place.Path), Is.EqualTo(["file"]));
    }

    [Test]
    public void A_text_is_written_as_it_is_under_any_name()
    {
        string[] texts = ["", "\n", "no end", "\0", "größe\r\n日本\u2028", new('x', 2_000_000)];
        foreach (var text in texts)
        {
            Files.Replace(Place.At("text"), text, File0600);
            Assert.That(File.ReadAllText(Place.At("text")), Is.EqualTo(text));
        }

        foreach (var path in OddNames.All.Select(name => Place.At(name)))
        {
            Files.Replace(path, "one", File0600);
            Files.Append(path, " two", File0600);
            Files.Move(path, path + ".moved");

            Assert.That(File.ReadAllText(path + ".moved"), Is.EqualTo("one two"));
            Files.Delete([path + ".moved"]);
        }

        Assert.That(Files.List(Place.Path), Is.EqualTo(["text"]));
    }

    [Test]
    public void A_link_is_replaced_and_not_what_it_leads_to()
    {
        var target = Place.Write("target", "old");
        var link = Place.Link("link", "target");

        Files.Replace(link, "new", File0644);

        Assert.That(new FileInfo(link).LinkTarget, Is.Null);
        Assert.That(File.ReadAllText(link), Is.EqualTo("new"));
        Assert.That(File.ReadAllText(target), Is.EqualTo("old"));
    }

    [Test]
    public void A_file_that_cannot_be_replaced_leaves_no_part_of_a_new_one()
    {
        var target = Place.Make("files/taken");

        Assert.That(
            () => Files.Replace(target, "text", File0600),
            Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>()
        );
        Assert.That(
            () => Files.Replace(Place.At("none", "file"), "text", File0600),
            Throws.InstanceOf<IOException>()
        );
        Assert.That(Directory.GetFiles(Place.At("files")), Is.Empty);
        Assert.That(Directory.Exists(Place.At("none")), Is.False);
    }

    [Test]
    public void A_reader_finds_the_former_text_or_the_new_one()
    {
        var file = Place.Write("file", new('0', 100_000));
        using var end = new CancellationTokenSource();
        var texts = new HashSet<string>();
        var reader = Task.Run(() =>
        {
            while (!end.IsCancellationRequested)
            {
                texts.Add(File.ReadAllText(file));
            }
        });

        Parallel.For(1, 9, i => Files.Replace(file, new((char)('0' + i), 100_000), File0600));
        end.Cancel();
        reader.GetAwaiter().GetResult();

        Assert.That(texts.Select(t => t.Length), Has.All.EqualTo(100_000));
        Assert.That(texts.Select(t => t.Distinct().Count()), Has.All.EqualTo(1));
        Assert.That(Files.List(Place.Path), Is.EqualTo(["file"]));
    }

    [Test]
    public void What_is_added_comes_last_and_closes_the_file()
    {
        var file = Place.At("file");
        Files.Append(file, "one\n", File0600);
        File.SetUnixFileMode(file, File0666);
        Files.Append(file, "", File0600);
        Files.Append(file, "two\n", File0600);

        Assert.That(File.ReadAllText(file), Is.EqualTo("one\ntwo\n"));
        Assert.That(File.GetUnixFileMode(file), Is.EqualTo(File0600));
        Assert.That(Files.List(Place.Path), Is.EqualTo(["file"]));
        Assert.That(
            () => Files.Append(Place.At("none", "file"), "x", File0600),
            Throws.InstanceOf<IOException>()
        );
    }

    [Test]
    public void A_moved_file_takes_the_place_of_what_is_there()
    {
        var (from, to) = (Place.Write("from", "new"), Place.Write("to", "old"));
        Files.Move(from, to);

        Assert.That(Files.List(Place.Path), Is.EqualTo(["to"]));
        Assert.That(File.ReadAllText(to), Is.EqualTo("new"));
        Assert.That(() => Files.Move(from, to), Throws.TypeOf<FileNotFoundException>());
        Assert.That(
            () => Files.Move(to, Place.Make("directory")),
            Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>()
        );
        Assert.That(Directory.GetFileSystemEntries(Place.At("directory")), Is.Empty);
    }

    [Test]
    public void What_is_gone_is_deleted_already()
    {
        var file = Place.Write("file");
        var below = Place.Write("directory/below/file");

        Files.Delete([file, file, Place.At("none", "file")]);
        Files.DeleteDirectory(Place.At("directory"));
        Files.DeleteDirectory(Place.At("directory"));

        Assert.That(Files.Stat([file, below]), Has.All.Null);
    }

    [Test]
    public void Only_the_link_is_deleted_and_noPlace_as_a_file()
    {
        var kept = Place.Write("directory/file");
        var links = new[] { "a", "b" }.Select(n => Place.Link(n, "directory")).ToList();

        Files.Delete([links[0]]);
        Files.DeleteDirectory(links[1]);
        Files.DeleteDirectory(kept);

        Assert.That(
            () => Files.Delete([Place.At("directory")]),
            Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>()
        );
        Assert.That(File.Exists(kept), Is.True);
        Assert.That(Files.List(Place.Path), Is.EqualTo(["directory"]));
    }

    [Test]
    public void APlace_goes_with_any_name_below_it()
    {
        var outside = Place.Write("outside");
        foreach (var name in OddNames.All)
        {
            var directory = Place.At("all", name);
            Files.MakeDirectory(directory, DirectoryRights.Private);
            File.WriteAllText(Path.Combine(directory, name), "");
            File.CreateSymbolicLink(Path.Combine(directory, "link"), outside);
            Assert.That(Files.FreeBytes(directory), Is.Positive, name);
            Assert.That(Files.MayWriteInto(directory), Is.True, name);
            Assert.That(Files.IsDirectory(directory), Is.True, name);
        }

        Files.DeleteDirectory(Place.At("all"));

        Assert.That(Files.List(Place.Path), Is.EqualTo(["outside"]));
    }

    [Test]
    public void Directories_have_the_rights_that_were_asked_for()
    {
        foreach (var rights in Enum.GetValues<DirectoryRights>())
        {
            var directory = Place.At($"{rights}", "a", "b");
            Files.MakeDirectory(directory, rights);
            Files.MakeDirectory(directory, rights);

            var (mode, parents) = rights switch
            {
                DirectoryRights.Listed => (0b111_101_101, 0b111_101_101),
                DirectoryRights.Entered => (0b111_001_001, 0b111_001_001),
                _ => (0b111_000_000, 0b111_001_001),
            };
            Assert.That(File.GetUnixFileMode(directory), Is.EqualTo((UnixFileMode)mode));
            Assert.That(
                File.GetUnixFileMode(Place.At($"{rights}")),
                Is.EqualTo((UnixFileMode)parents)
            );
        }

        Assert.That(
            () => Files.MakeDirectory(Place.Write("file"), DirectoryRights.Entered),
            Throws.InstanceOf<IOException>()
        );
    }

    [Test]
    public void Directories_that_exist_keep_their_rights_unless_they_become_private()
    {
        const UnixFileMode Open = (UnixFileMode)0b111_101_101;
        var shared = Place.Make("shared");
        File.SetUnixFileMode(shared, Open);

        Files.MakeDirectory(shared, DirectoryRights.Entered);
        Files.MakeDirectory(Place.At("shared", "a", "b"), DirectoryRights.Private);

        Assert.That(File.GetUnixFileMode(shared), Is.EqualTo(Open));
        Files.MakeDirectory(shared, DirectoryRights.Private);
        Assert.That(File.GetUnixFileMode(shared), Is.EqualTo((UnixFileMode)0b111_000_000));
    }

    [Test]
    public void APlace_that_will_be_made_has_the_space_and_the_rights_of_the_one_above()
    {
        var later = Place.At("not", "yet");

        Assert.That(
            Files.FreeBytes(later),
            Is.EqualTo(new DriveInfo(Place.Path).AvailableFreeSpace).Within(20).Percent
        );
        Assert.That(Files.MayWriteInto(later), Is.True);
        Assert.That(Files.MayWriteInto(Place.Path), Is.True);
        var space = Files.SpaceOf(later);
        Assert.That(space.Total, Is.EqualTo(new DriveInfo(Place.Path).TotalSize));
        Assert.That(space.Device, Is.EqualTo(new LocalFiles().Stat(Place.Path)!.Device));
        Assert.That(Files.SpaceOf("/proc").Device, Is.Not.EqualTo(space.Device));
    }
}
