using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Nix;

internal sealed class StoreRootsTests
{
    private readonly LocalFiles _files = new();
    private TestDirectory _directory;
    private StoreRoots _roots;

    [SetUp]
    public void SetUp()
    {
        _directory = new();
        _roots = new(_files, _directory.At("roots"));
    }

    [TearDown]
    public void TearDown() => _directory.Dispose();

    [Test]
    public void A_path_is_the_same_in_every_run() =>
        Assert.That(
            new StoreRoots(_files, "/roots").PathOf(
                "shop",
                "dev",
                "urn:pulumi:dev::shop::x::y",
                "image"
            ),
            Is.EqualTo("/roots/shop-dev-12c0c076315f-image")
        );

    [Test]
    public void Another_resource_has_another_path() =>
        Assert.That(
            _roots.PathOf("shop", "dev", "urn:b", "image"),
            Is.Not.EqualTo(_roots.PathOf("shop", "dev", "urn:a", "image"))
        );

    [TestCase("../../etc")]
    [TestCase("..")]
    [TestCase("")]
    [TestCase("a/b")]
    [TestCase("ü ö\n")]
    [TestCase(
        "very-long-name-0123456789-very-long-name-0123456789-very-long-name-0123456789-very-long-name-0123456789-very-long-name-0123456789-very-long-name-0123456789-very-long-name-0123456789"
    )]
    public void No_name_leads_out_of_the_directory(string name)
    {
        var path = _roots.PathOf(name, name, "urn:x", name);

        Assert.That(Path.GetFullPath(path), Is.EqualTo(path));
        Assert.That(Path.GetDirectoryName(path), Is.EqualTo(_directory.At("roots")));
        Assert.That(Path.GetFileName(path), Has.Length.LessThan(256));
        Assert.That(path, Does.Match("^[A-Za-z0-9/._-]+$"));
    }

    [Test]
    public void Names_that_differ_in_replaced_characters_stay_apart() =>
        Assert.That(
            _roots.PathOf("a b", "s", "urn:x", "r"),
            Is.Not.EqualTo(_roots.PathOf("a/b", "s", "urn:x", "r"))
        );

    [Test]
    public void Removing_a_root_leaves_the_others()
    {
        var first = Root("urn:1");
        var second = Root("urn:2");

        StoreRoots.Remove(_files, first);

        Assert.That(StoreRoots.Read(_files, first), Is.Null);
        Assert.That(StoreRoots.Read(_files, second), Is.EqualTo("/nix/store/x"));
    }

    [Test]
    public void Removing_what_is_gone_does_nothing() =>
        Assert.That(
            () => StoreRoots.Remove(_files, _directory.At("roots", "s", "x")),
            Throws.Nothing
        );

    [TestCase("shop", "dev", "image", "shop-dev", "image")]
    [TestCase("my-shop", "dev-2", "image-1", "my-shop-dev-2", "image-1")]
    [TestCase("shop", "0123456789ab", "image", "shop-0123456789ab", "image")]
    [TestCase("shop", "dev", "base-a1b2c3-web.qcow2", "shop-dev", "base-a1b2c3-web.qcow2")]
    [TestCase("shop", "dev", "disk-0f", "shop-dev", "disk-0f")]
    public void A_name_tells_whose_a_root_is_and_what_for(
        string project,
        string stack,
        string role,
        string owner,
        string told
    )
    {
        var root = _roots.PathOf(project, stack, "urn:x", role);
        StoreRoots.Prepare(_files, root);
        File.CreateSymbolicLink(root, "/nix/store/x");

        var read = _roots.ReadAll().Single();

        Assert.That((read.Path, read.Target), Is.EqualTo((root, "/nix/store/x")));
        Assert.That((read.Stack, read.Role), Is.EqualTo((owner, told)));
        Assert.That(read.Made, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromHours(1)));
    }

    [Test]
    public void What_somebody_else_has_put_among_the_roots_tells_nothing()
    {
        _directory.Write("roots/shop-dev-0123456789ab-image");
        _directory.Write("roots/notes");

        var read = _roots.ReadAll();

        Assert.That(read.Select(r => r.Target), Is.All.Null);
        Assert.That(read.Select(r => r.Role), Is.EqualTo(["", "image"]));
    }

    [Test]
    public void Without_a_directory_there_is_no_root() => Assert.That(_roots.ReadAll(), Is.Empty);

    private string Root(string urn)
    {
        var root = _roots.PathOf("shop", "dev", urn, "image");
        StoreRoots.Prepare(_files, root);
        File.CreateSymbolicLink(root, "/nix/store/x");
        return root;
    }
}
