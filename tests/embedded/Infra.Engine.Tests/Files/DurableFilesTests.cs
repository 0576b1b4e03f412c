using System.Runtime.InteropServices;
using Infra.Engine.Files;
using Infra.Engine.Tests.State;
using Infra.Protocol;

namespace Infra.Engine.Tests.Files;

public sealed partial class DurableFilesTests
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    [Test]
    public void Files_and_directories_are_their_owners_alone_whatever_the_umask()
    {
        var path = _directory["new/deeper/dev.json"];
        var before = SetUmask(0);
        try
        {
            new DurableFiles().Replace(path, "1"u8);
            new DurableFiles().Replace(path, "2"u8, keepBackup: true);
            new DurableFiles().Create(_directory["new/deeper/dev.journal"]).Dispose();
        }
        finally
        {
            _ = SetUmask(before);
        }

        Assert.Multiple(() =>
        {
            foreach (var file in Directory.GetFiles(_directory["new/deeper"]))
            {
                Assert.That(File.GetUnixFileMode(file), Is.EqualTo(OwnersFile), file);
            }

            foreach (var directory in (string[])["new", "new/deeper"])
            {
                Assert.That(
                    File.GetUnixFileMode(_directory[directory]),
                    Is.EqualTo(OwnersFile | UnixFileMode.UserExecute)
                );
            }
        });
    }

    [Test]
    public void In_a_directory_shared_with_a_group_they_are_the_groups_too()
    {
        const UnixFileMode Group =
            UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
        var owners = OwnersFile | UnixFileMode.UserExecute;
        File.SetUnixFileMode(_directory.FullPath, owners | Group | UnixFileMode.SetGroup);
        var before = SetUmask(0x3F);
        try
        {
            new DurableFiles().Replace(_directory["new/dev.json"], "1"u8);
            new DurableFiles().Replace(_directory["new/dev.json"], "2"u8, keepBackup: true);
        }
        finally
        {
            _ = SetUmask(before);
        }

        Assert.Multiple(() =>
        {
            Assert.That(
                File.GetUnixFileMode(_directory["new"]),
                Is.EqualTo(owners | Group | UnixFileMode.SetGroup)
            );
            foreach (var file in Directory.GetFiles(_directory["new"]))
            {
                Assert.That(
                    File.GetUnixFileMode(file),
                    Is.EqualTo(OwnersFile | UnixFileMode.GroupRead | UnixFileMode.GroupWrite),
                    file
                );
            }
        });
    }

    [Test]
    public void A_directory_that_was_there_keeps_its_mode()
    {
        var mode = File.GetUnixFileMode(_directory.FullPath) | UnixFileMode.GroupRead;
        File.SetUnixFileMode(_directory.FullPath, mode);

        new DurableFiles().Replace(_directory["dev.json"], "1"u8);

        Assert.That(File.GetUnixFileMode(_directory.FullPath), Is.EqualTo(mode));
    }

    [Test]
    public void A_file_of_the_project_keeps_the_mode_it_had()
    {
        var path = _directory.Write("Pulumi.dev.yaml", "");
        var mode = OwnersFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(path, mode);

        new DurableFiles(isPrivate: false).Replace(path, "config: {}"u8);

        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(mode));
    }

    [Test]
    public void A_backup_is_flushed_before_it_takes_its_name()
    {
        var steps = new List<string>();
        var path = _directory.Write("dev.json", "1");

        new DurableFiles(before: steps.Add).Replace(path, "2"u8, keepBackup: true);

        var renamed = steps.IndexOf($"rename {path}.bak");
        Assert.Multiple(() =>
        {
            Assert.That(steps[renamed - 1], Does.StartWith("sync ").And.EndWith(".tmp"));
            Assert.That(steps[^1], Is.EqualTo($"sync {_directory.FullPath}"));
        });
    }

    [Test]
    public void A_directory_that_cannot_be_flushed_is_no_success()
    {
        var path = _directory["dev.json"];
        var failing = new DurableFiles(before: step =>
        {
            if (step == $"sync {_directory.FullPath}")
            {
                throw new IOException("Input/output error");
            }
        });

        Assert.That(
            () => failing.Replace(path, "1"u8),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains(path)
                .And.Message.Contains("Input/output error")
                .And.Message.Contains("power cut")
        );
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetUmask(uint mask);
}
