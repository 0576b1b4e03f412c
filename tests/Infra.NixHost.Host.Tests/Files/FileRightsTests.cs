using System.Runtime.InteropServices;
using Infra.NixHost.Host.Files;
using Infra.NixHost.Host.Images;
using Infra.NixHost.Host.Tests.Fakes;

namespace Infra.NixHost.Host.Tests.Files;

[NonParallelizable]
internal sealed partial class FileRightsTests
{
    private const UnixFileMode File0600 = (UnixFileMode)0b110_000_000;
    private const UnixFileMode Directory0700 = (UnixFileMode)0b111_000_000;
    private const UnixFileMode Directory0711 = (UnixFileMode)0b111_001_001;
    private readonly LocalFiles _files = new();
    private TestDirectory _directory;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private static void WithUmask(int mask, Action code)
    {
        var before = Umask(mask);
        try
        {
            code();
        }
        finally
        {
            _ = Umask(before);
        }
    }

    [TestCase(0b000_000_000)]
    [TestCase(0b000_010_010)]
    [TestCase(0b000_111_111)]
    public void A_base_record_is_for_its_user_alone_whatever_the_umask(int mask)
    {
        var bases = _directory.At("state", "bases");

        WithUmask(mask, () => new BaseRecord("/disk", "/base", "", "stamp").Write(_files, bases));

        Assert.That(File.GetUnixFileMode(_directory.At("state")), Is.EqualTo(Directory0711));
        Assert.That(File.GetUnixFileMode(bases), Is.EqualTo(Directory0700));
        Assert.That(File.GetUnixFileMode(Directory.GetFiles(bases).Single()), Is.EqualTo(File0600));
        Assert.That(BaseRecord.Read(_files, bases, "/disk")?.Base, Is.EqualTo("/base"));
    }

    [TestCase("")]
    [TestCase("{\"Disk\":")]
    public void A_damaged_base_record_is_named(string content)
    {
        var bases = _directory.Make("bases");
        new BaseRecord("/disk", "/base", "", "stamp").Write(_files, bases);
        var record = Directory.GetFiles(bases).Single();
        File.WriteAllText(record, content);

        Assert.That(
            () => BaseRecord.Read(_files, bases, "/disk"),
            Throws
                .TypeOf<HostException>()
                .With.Property("Code")
                .EqualTo("base-record")
                .And.Message.Contains(record)
        );
    }

    [Test]
    public void A_file_that_cannot_be_replaced_leaves_no_part_of_a_new_one()
    {
        var target = Path.Combine(_directory.Make("files"), "taken");
        Directory.CreateDirectory(target);

        Assert.That(
            () => _files.Replace(target, "text", File0600),
            Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>()
        );
        Assert.That(Directory.GetFiles(_directory.At("files")), Is.Empty);
    }

    [Test]
    public void What_a_former_version_left_open_is_closed()
    {
        var bases = _directory.Make("bases");
        new BaseRecord("/disk", "/base", "", "stamp").Write(_files, bases);
        File.SetUnixFileMode(Directory.GetFiles(bases).Single(), (UnixFileMode)0b110_100_100);
        File.SetUnixFileMode(bases, (UnixFileMode)0b111_101_101);

        new BaseRecord("/disk", "/other", "", "stamp").Write(_files, bases);

        Assert.That(File.GetUnixFileMode(bases), Is.EqualTo(Directory0700));
        Assert.That(File.GetUnixFileMode(Directory.GetFiles(bases).Single()), Is.EqualTo(File0600));
    }

    [Test]
    public void Directories_that_exist_keep_their_rights()
    {
        var shared = _directory.Make("shared");
        File.SetUnixFileMode(shared, (UnixFileMode)0b111_101_101);

        _files.MakeDirectory(Path.Combine(shared, "a", "b"), DirectoryRights.Entered);

        Assert.That(File.GetUnixFileMode(shared), Is.EqualTo((UnixFileMode)0b111_101_101));
        Assert.That(
            File.GetUnixFileMode(Path.Combine(shared, "a", "b")),
            Is.EqualTo(Directory0711)
        );
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial int Umask(int mask);
}
