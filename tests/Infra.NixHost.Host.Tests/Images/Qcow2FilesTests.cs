using System.Diagnostics;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;

namespace Infra.NixHost.Hosts.Tests.Images;

internal sealed class Qcow2FilesTests
{
    private string _directory = "";

    [SetUp]
    public void Make() => _directory = Directory.CreateTempSubdirectory("nixhost-qcow2-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_directory, recursive: true);

    private string PathOf(string name) => Path.Combine(_directory, name);

    [Test]
    public void Only_files_with_the_first_bytes_of_qcow2_are_found_whatever_their_name()
    {
        byte[] magic = [0x51, 0x46, 0x49, 0xFB];
        File.WriteAllBytes(PathOf("disk"), [.. magic, 0, 0, 0, 3]);
        File.WriteAllText(PathOf("notes.qcow2"), "no image");
        File.WriteAllBytes(PathOf("short"), magic[..3]);
        File.CreateSymbolicLink(PathOf("dangling"), PathOf("gone"));
        Directory.CreateDirectory(PathOf("below"));
        File.WriteAllBytes(PathOf("below/other"), magic);
        using (var mkfifo = Process.Start("mkfifo", [PathOf("pipe")]))
        {
            mkfifo.WaitForExit();
        }

        Assert.That(Qcow2Files.In(new LocalFiles(), _directory), Is.EqualTo([PathOf("disk")]));
    }

    [Test]
    public void A_directory_that_is_not_there_has_none() =>
        Assert.That(Qcow2Files.In(new LocalFiles(), PathOf("gone")), Is.Empty);
}
