using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Images;

internal sealed class ImageSearchTests
{
    private static readonly ImageSearch Search = new(new LocalFiles());
    private TestDirectory _store;

    [SetUp]
    public void SetUp() => _store = new();

    [TearDown]
    public void TearDown() => _store.Dispose();

    [Test]
    public void The_only_image_is_found_whatever_its_name_and_depth()
    {
        var image = _store.Write("out/share/images/nixos-25.05-x86_64.qcow2");
        _store.Write("out/share/readme.txt");

        Assert.That(Search.Find(_store.At("out"), fileName: null), Is.EqualTo(image));
    }

    [Test]
    public void Links_in_a_circle_are_a_verdict_with_their_name()
    {
        var link = _store.At("out/a.qcow2");
        _store.Write("out/readme.txt");
        File.CreateSymbolicLink(link, "b.qcow2");
        File.CreateSymbolicLink(_store.At("out/b.qcow2"), "a.qcow2");

        var failure = Assert.Throws<HostException>(() =>
            Search.Find(_store.At("out"), fileName: null)
        );

        Assert.That(failure!.Code, Is.EqualTo("image-unreadable"));
        Assert.That(failure.Message, Does.Contain(link));
    }

    [Test]
    public void A_directory_that_this_user_may_not_read_is_a_verdict_with_its_name()
    {
        _store.Write("out/closed/a.qcow2");
        File.SetUnixFileMode(_store.At("out/closed"), UnixFileMode.None);
        File.SetUnixFileMode(_store.Path, (UnixFileMode)0b111_101_101);

        var failure = OrdinaryUser.Run(() =>
            Assert.Throws<HostException>(() => Search.Find(_store.At("out"), fileName: null))
        );

        Assert.That(failure!.Message, Does.Contain(_store.At("out/closed")));
    }

    [TestCase("caf\u00e9.txt", false)]
    [TestCase("caf\u00e9.qcow2", true)]
    public void A_name_that_is_not_text_matters_only_for_an_image(string name, bool matters)
    {
        var image = _store.Write("out/nixos.qcow2");
        RawNames.Write(_store.At("out"), name);
        try
        {
            if (!matters)
            {
                Assert.That(Search.Find(_store.At("out"), fileName: null), Is.EqualTo(image));
            }
            else
            {
                Assert.That(
                    Assert
                        .Throws<HostException>(() => Search.Find(_store.At("out"), fileName: null))!
                        .Message,
                    Does.Contain("caf\ufffd.qcow2")
                );
            }
        }
        finally
        {
            RawNames.Delete(_store.At("out"), name);
        }
    }

    [Test]
    public void A_store_path_that_is_a_file_is_the_image()
    {
        var image = _store.Write("disk.img");

        Assert.That(Search.Find(image, fileName: null), Is.EqualTo(image));
    }

    [Test]
    public void The_file_the_derivation_names_wins()
    {
        _store.Write("out/a.qcow2");
        var image = _store.Write("out/sub/b.img");

        Assert.That(Search.Find(_store.At("out"), "sub/b.img"), Is.EqualTo(image));
    }

    [Test]
    public void A_named_file_that_is_not_there_is_told()
    {
        _store.Write("out/a.qcow2");

        var failure = Expect.Failure("image-missing", () => Search.Find(_store.At("out"), "b.img"));

        Assert.That(failure.Message, Does.Contain("'b.img'").And.Contain("passthru.filePath"));
    }

    [Test]
    public void No_image_is_told()
    {
        _store.Write("out/disk.raw");

        var failure = Expect.Failure(
            "image-missing",
            () => Search.Find(_store.At("out"), fileName: null)
        );

        Assert.That(failure.Message, Does.Contain($"below '{_store.At("out")}'"));
    }

    [Test]
    public void A_path_that_is_not_there_has_no_image() =>
        Expect.Failure("image-missing", () => Search.Find(_store.At("none"), fileName: null));

    [Test]
    public void Two_images_are_told_by_name()
    {
        _store.Write("out/b.qcow2");
        _store.Write("out/sub/a.qcow2");

        var failure = Expect.Failure(
            "image-ambiguous",
            () => Search.Find(_store.At("out"), fileName: null)
        );

        Assert.That(failure.Message, Does.Contain("There are 2").And.Contain("(b.qcow2, a.qcow2)"));
    }

    [Test]
    public void What_Nix_and_Hydra_leave_is_no_image()
    {
        var image = _store.Write("out/a.qcow2");
        _store.Write("out/nix-support/b.qcow2");

        Assert.That(Search.Find(_store.At("out"), fileName: null), Is.EqualTo(image));
    }

    [Test]
    public void A_link_to_an_image_is_followed_to_its_end()
    {
        var image = _store.Write("other/disk.qcow2");
        _store.Link("middle.qcow2", "other/disk.qcow2");
        _store.Link("out/nixos.qcow2", _store.At("middle.qcow2"));

        Assert.That(Search.Find(_store.At("out"), fileName: null), Is.EqualTo(image));
    }

    [Test]
    public void A_link_to_nothing_is_no_image()
    {
        var image = _store.Write("out/a.qcow2");
        _store.Link("out/b.qcow2", "/none/x.qcow2");

        Assert.That(Search.Find(_store.At("out"), fileName: null), Is.EqualTo(image));
    }

    [Test]
    public void One_image_met_on_several_ways_is_one_image()
    {
        var image = _store.Write("out/images/a.qcow2");
        _store.Link("out/result.qcow2", "images/a.qcow2");
        _store.Link("out/latest", "images");
        _store.Link("out/images/up", "..");

        Assert.That(Search.Find(_store.At("out"), fileName: null), Is.EqualTo(image));
    }
}
