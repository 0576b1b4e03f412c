using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Tests.Fakes;
using Microsoft.Win32.SafeHandles;

namespace Infra.NixHost.Hosts.Tests.Files;

/// <summary>What is reported as written survives a power cut, or was no success.</summary>
internal sealed class DiskSyncTests
{
    private const UnixFileMode Mode = (UnixFileMode)0b110_000_000;
    private const string Refusal = "Input/output error";

    private readonly List<string> _synced = [];
    private TestDirectory _directory;

    [SetUp]
    public void SetUp()
    {
        _directory = new();
        _synced.Clear();
    }

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private string Target => _directory.At("file");

    [Test]
    public void A_replaced_file_is_on_the_disk_before_its_name_and_its_name_afterwards()
    {
        new LocalFiles(new(_synced.Add)).Replace(Target, "text", Mode);

        Assert.That(_synced, Has.Count.EqualTo(2));
        Assert.That(_synced[0], Does.StartWith($"{Target}."));
        Assert.That(_synced[1], Is.EqualTo(_directory.Path));
    }

    [TestCase(1, "old")]
    [TestCase(2, "new")]
    public void A_replacement_that_the_disk_refuses_is_no_success(int failing, string text)
    {
        _directory.Write("file", "old");

        Assert.That(() => Refusing(failing).Replace(Target, "new", Mode), IsRefused);

        Assert.That(File.ReadAllText(Target), Is.EqualTo(text));
        Assert.That(Directory.GetFileSystemEntries(_directory.Path), Is.EqualTo([Target]));
    }

    [Test]
    public void A_new_file_has_its_bytes_and_its_name_on_the_disk()
    {
        new LocalFiles(new(_synced.Add)).Create(Target, Stream.Null, Mode);

        Assert.That(_synced, Is.EqualTo([Target, _directory.Path]));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void A_new_file_that_the_disk_refuses_is_no_success(int failing) =>
        Assert.That(() => Refusing(failing).Create(Target, Stream.Null, Mode), IsRefused);

    [Test]
    public void Added_text_is_on_the_disk_and_that_of_a_new_file_with_its_name()
    {
        var files = new LocalFiles(new(_synced.Add));

        files.Append(Target, "one", Mode);
        files.Append(Target, "two", Mode);

        Assert.That(_synced, Is.EqualTo([Target, _directory.Path, Target]));
        Assert.That(() => Refusing(1).Append(Target, "three", Mode), IsRefused);
    }

    [Test]
    public void A_refusal_of_the_kernel_is_told_with_the_path()
    {
        using var never = new SafeFileHandle(new(99_999), ownsHandle: false);

        Assert.That(
            () => new DiskSync().File(never, "/some/file"),
            Throws.InstanceOf<IOException>().With.Message.Contains("/some/file")
        );
    }

    [Test]
    public void A_directory_that_takes_names_and_may_not_be_read_is_no_failure()
    {
        // Root may read every directory and passes in any case.
        File.SetUnixFileMode(_directory.Path, UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            new LocalFiles(new()).Create(Target, Stream.Null, Mode);
        }
        finally
        {
            File.SetUnixFileMode(_directory.Path, (UnixFileMode)0b111_000_000);
        }

        Assert.That(File.Exists(Target));
    }

    private static NUnit.Framework.Constraints.IResolveConstraint IsRefused =>
        Throws.InstanceOf<IOException>().With.Message.EqualTo(Refusal);

    /// <summary>Files of a disk that refuses one sync, counted from 1.</summary>
    private static LocalFiles Refusing(int failing)
    {
        var count = 0;
        return new(
            new(_ =>
            {
                if (++count == failing)
                {
                    throw new IOException(Refusal);
                }
            })
        );
    }
}
