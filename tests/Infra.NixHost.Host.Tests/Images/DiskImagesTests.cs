using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Images;

internal sealed class DiskImagesTests
{
    private FakeTools _tools;
    private DiskImages _images;
    private string _overlay;

    [SetUp]
    public void SetUp()
    {
        _tools = new();
        _images = new(
            _tools.Shell(),
            new LocalFiles(),
            TimeSpan.FromSeconds(30),
            TimeProvider.System
        );
        _overlay = _tools.Directory.Write("overlay.qcow2");
    }

    [TearDown]
    public void TearDown() => _tools.Dispose();

    [Test]
    public async Task An_image_is_asked_for_once_as_long_as_nobody_writes_to_it()
    {
        File.SetLastWriteTimeUtc(_overlay, DateTime.UtcNow.AddHours(-1));
        Says("""{ "virtual-size": 1024, "format": "qcow2" }""");
        var first = await _images.ReadAsync(_overlay, CancellationToken.None);
        Says("""{ "virtual-size": 2048, "format": "qcow2" }""");
        var second = await _images.ReadAsync(_overlay, CancellationToken.None);

        await File.AppendAllTextAsync(_overlay, "more");
        var third = await _images.ReadAsync(_overlay, CancellationToken.None);
        Says("""{ "virtual-size": 4096, "format": "qcow2" }""");
        var soonAfter = await _images.ReadAsync(_overlay, CancellationToken.None);

        Assert.That(
            new[] { first, second, third, soonAfter }.Select(i => i.VirtualSize),
            Is.EqualTo([1024, 1024, 2048, 4096])
        );
    }

    [Test]
    public async Task The_facts_of_an_image_are_read_even_while_a_guest_locks_it()
    {
        Says(
            """
            { "virtual-size": 2147483648, "filename": "x", "format": "qcow2", "actual-size": 200704,
              "full-backing-filename": "/nix/store/x/base.qcow2", "backing-filename": "/nix/store/x/base.qcow2",
              "backing-filename-format": "qcow2", "dirty-flag": false }
            """
        );

        Assert.That(
            await _images.ReadAsync(_overlay, CancellationToken.None),
            Is.EqualTo(
                new DiskImage(
                    _overlay,
                    "qcow2",
                    2147483648,
                    200704,
                    "/nix/store/x/base.qcow2",
                    "qcow2"
                )
            )
        );
        Assert.That(
            await File.ReadAllTextAsync(_tools.Directory.At("run")),
            Is.EqualTo($"info -U --output=json -- {_overlay}\n")
        );
    }

    [Test]
    public async Task An_encrypted_image_is_told()
    {
        Says("""{ "virtual-size": 1024, "format": "luks", "encrypted": true }""");

        Assert.That((await _images.ReadAsync(_overlay, CancellationToken.None)).IsEncrypted);
    }

    [Test]
    public async Task An_image_may_have_no_backing_file()
    {
        Says("""{ "virtual-size": 1024, "format": "raw" }""");

        Assert.That(
            await _images.ReadAsync(_overlay, CancellationToken.None),
            Is.EqualTo(new DiskImage(_overlay, "raw", 1024, 0, null, null))
        );
    }

    [Test]
    public async Task A_backing_file_relative_to_the_image_becomes_absolute()
    {
        Says("""{ "virtual-size": 1024, "format": "qcow2", "backing-filename": "base.qcow2" }""");

        var image = await _images.ReadAsync(_overlay, CancellationToken.None);

        Assert.That(image.BackingPath, Is.EqualTo(_tools.Directory.At("base.qcow2")));
    }

    [Test]
    public async Task A_chain_is_read_from_the_top_to_the_base()
    {
        Says(
            """
            [ { "virtual-size": 3, "format": "qcow2", "full-backing-filename": "/a/mid.qcow2", "backing-filename-format": "qcow2" },
              { "virtual-size": 2, "format": "qcow2", "backing-filename": "base.raw", "backing-filename-format": "raw" },
              { "virtual-size": 1, "format": "raw" } ]
            """
        );

        var chain = await _images.ReadChainAsync(_overlay, CancellationToken.None);

        Assert.That(
            chain.Select(image => (image.Path, image.VirtualSize)),
            Is.EqualTo(new[] { (_overlay, 3L), ("/a/mid.qcow2", 2L), ("/a/base.raw", 1L) })
        );
    }

    [Test]
    public async Task A_broken_chain_tells_what_qemu_said()
    {
        Fails("qemu-img: Could not open '/a/base.raw': No such file or directory");

        var failure = await Expect.FailureAsync(
            "chain-broken",
            () => _images.ReadChainAsync(_overlay, CancellationToken.None)
        );

        Assert.That(failure.Message, Does.Contain(_overlay).And.Contain("'/a/base.raw'"));
    }

    [Test]
    public async Task A_file_that_is_no_image_tells_what_qemu_said()
    {
        Fails("qemu-img: Image is not in qcow2 format");

        var failure = await Expect.FailureAsync(
            "image-invalid",
            () => _images.ReadAsync(_overlay, CancellationToken.None)
        );

        Assert.That(failure.Message, Does.Contain(_overlay).And.Contain("not in qcow2 format"));
    }

    [Test]
    public async Task A_missing_file_and_a_directory_are_told_apart_without_asking_qemu()
    {
        var missing = _tools.Directory.At("none.qcow2");

        await Expect.FailureAsync(
            "image-missing",
            () => _images.ReadAsync(missing, CancellationToken.None)
        );
        await Expect.FailureAsync(
            "image-invalid",
            () => _images.ReadChainAsync(_tools.Directory.Path, CancellationToken.None)
        );
    }

    private void Says(string json) =>
        _tools.Add("qemu-img", $"echo \"$*\" >$HERE/run\ncat <<'END'\n{json}\nEND");

    private void Fails(string text) => _tools.Add("qemu-img", $"echo \"{text}\" >&2; exit 1");
}
