using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Images;

internal sealed class BackingNamesTests
{
    private TestDirectory _directory;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    [TestCase("/nix/store/x/nixos.qcow2", "/nix/store/x/nixos.qcow2")]
    [TestCase("file:/srv/a.qcow2", "/srv/a.qcow2")]
    [TestCase("/srv/a:b.qcow2", "/srv/a:b.qcow2")]
    public void The_name_in_a_header_is_told(string name, string path) =>
        Assert.That(Read(Header(name)), Is.EqualTo(new RecordedBacking(path, null)));

    [Test]
    public void A_relative_name_begins_at_the_disk() =>
        Assert.That(
            Read(Header("../base.qcow2")).Path,
            Is.EqualTo(Path.GetFullPath("../base.qcow2", _directory.Path))
        );

    [Test]
    public void A_name_behind_long_extensions_is_found() =>
        Assert.That(Read(Header("/base", at: 60_000)).Path, Is.EqualTo("/base"));

    [TestCase("json:{\"driver\":\"qcow2\"}")]
    [TestCase("nbd://10.0.0.1/base")]
    public void A_name_that_only_QEMU_understands_is_a_problem(string name) =>
        Assert.That(Read(Header(name)).Problem, Does.Contain(name));

    [Test]
    public void A_damaged_header_is_a_problem()
    {
        var far = Header("/base");
        BinaryPrimitives.WriteUInt64BigEndian(far.AsSpan(8), ulong.MaxValue);
        var cut = Header("/base", at: 60_000)[..5000];

        Assert.That(Read(far).Problem, Does.Contain("damaged"));
        Assert.That(Read(cut).Problem, Does.Contain("cut"));
        Assert.That(Read(Header("/base")[..12]).Problem, Does.Contain("cut"));
    }

    [Test]
    public void What_is_no_qcow2_file_or_has_no_backing_file_says_nothing()
    {
        Assert.That(Read(Header("")), Is.EqualTo(RecordedBacking.None));
        Assert.That(Read("raw"u8.ToArray()), Is.EqualTo(RecordedBacking.None));
        Assert.That(
            new BackingNames(new LocalFiles()).Read([_directory.At("gone")]),
            Is.EqualTo([RecordedBacking.None])
        );
    }

    [Test, Category("Real")]
    public async Task What_qemu_img_writes_is_read()
    {
        var (image, disk) = (_directory.At("base.qcow2"), _directory.At("disk.qcow2"));
        await QemuImgAsync("create", "-q", "-f", "qcow2", image, "1M");
        await QemuImgAsync("create", "-q", "-f", "qcow2", "-b", image, "-F", "qcow2", disk);

        Assert.That(
            new BackingNames(new LocalFiles()).Read([disk, image]).Select(b => b.Path),
            Is.EqualTo([image, null])
        );
    }

    private RecordedBacking Read(byte[] content)
    {
        var path = _directory.At("disk");
        File.WriteAllBytes(path, content);
        return new BackingNames(new LocalFiles()).Read([path]).Single();
    }

    private static byte[] Header(string name, int at = 112)
    {
        var text = Encoding.UTF8.GetBytes(name);
        var header = new byte[at + text.Length];
        ((byte[])[0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3]).CopyTo(header, 0);
        BinaryPrimitives.WriteUInt64BigEndian(header.AsSpan(8), text.Length == 0 ? 0 : (ulong)at);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(16), (uint)text.Length);
        text.CopyTo(header, at);
        return header;
    }

    private static async Task QemuImgAsync(params string[] arguments)
    {
        using var process = Process.Start("qemu-img", arguments);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.That(process.ExitCode, Is.Zero);
    }
}
