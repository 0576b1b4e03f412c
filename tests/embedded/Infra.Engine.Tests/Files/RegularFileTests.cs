using System.IO.Compression;
using System.Runtime.InteropServices;
using Infra.Engine.Files;
using Infra.Engine.Secrets;
using Infra.Engine.Tests.State;
using Infra.Engine.Tests.Workspace;
using Infra.Engine.Workspace;
using Infra.Protocol;
using ZstdSharp;

namespace Infra.Engine.Tests.Files;

/// <summary>Files that are no good to read: pipes, devices, and content that unpacks without end.</summary>
[CancelAfter(20_000)]
public sealed partial class RegularFileTests
{
    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    [Test]
    public void A_pipe_in_the_place_of_a_file_is_named_and_not_waited_for()
    {
        var path = _directory["Pulumi.yaml"];
        Assert.That(MakePipe(path, 0x180), Is.Zero);

        Assert.Multiple(() =>
        {
            foreach (
                var read in (Action[])
                    [
                        () => ProjectFile.Load(path),
                        () => StackSettingsFile.Load(path, "demo"),
                        () => RegularFile.ReadBytes(path),
                        () => RegularFile.Open(path, "the asset"),
                        () => JsonObjectFile.Load(path, ""),
                    ]
            )
            {
                Assert.That(
                    () => read(),
                    Throws
                        .TypeOf<InfraException>()
                        .With.Message.Contains(path)
                        .And.Message.Contains("a named pipe")
                );
            }
        });
    }

    [TestCase("/dev/zero", "a device")]
    [TestCase("/proc", "a directory")]
    public void Only_regular_files_are_read(string path, string kind) =>
        Assert.That(
            () => RegularFile.ReadBytes(path),
            Throws.TypeOf<InfraException>().With.Message.Contains($"{path} is {kind}")
        );

    [Test]
    public void A_file_beyond_the_limit_is_refused_by_its_name_and_size()
    {
        var path = _directory.Write("dev.json", "12345");

        Assert.Multiple(() =>
        {
            Assert.That(RegularFile.ReadBytes(path, limit: 5), Has.Length.EqualTo(5));
            Assert.That(
                () => RegularFile.ReadBytes(path, limit: 4),
                Throws.TypeOf<InfraException>().With.Message.Contains($"{path} has 5 bytes")
            );
        });
    }

    [Test]
    public void An_endless_passphrase_is_refused()
    {
        var environment = TestEnvironment.In(
            _directory.FullPath,
            ("PULUMI_CONFIG_PASSPHRASE_FILE", "/dev/zero")
        );

        Assert.That(
            () => new EnvironmentPassphraseSource(environment, null).GetPassphrase(isNew: false),
            Throws.TypeOf<InfraException>().With.Message.Contains("/dev/zero")
        );
    }

    [Test]
    public void Content_that_unpacks_beyond_the_limit_is_refused([Values] bool isZstd)
    {
        using var packed = new MemoryStream();
        using (
            var stream = isZstd
                ? (Stream)new CompressionStream(packed, leaveOpen: true)
                : new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)
        )
        {
            stream.Write(new byte[1 << 20]);
        }

        Assert.Multiple(() =>
        {
            Assert.That(
                CompressedFiles.Decompress(packed.ToArray(), 1 << 20),
                Has.Length.EqualTo(1 << 20)
            );
            Assert.That(
                () => CompressedFiles.Decompress(packed.ToArray(), (1 << 20) - 1),
                Throws.TypeOf<InvalidDataException>().With.Message.Contains("unpacks to more than")
            );
        });
    }

    [LibraryImport(
        "libc",
        EntryPoint = "mkfifo",
        StringMarshalling = StringMarshalling.Utf8,
        SetLastError = true
    )]
    private static partial int MakePipe(string path, uint mode);
}
