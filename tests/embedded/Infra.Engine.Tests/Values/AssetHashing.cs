using System.IO.Compression;
using Infra.Engine.Tests.State;
using Infra.Engine.Values;
using Infra.Engine.Values.Assets;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Values;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class AssetHashing : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    // The hashes that Pulumi's own engine gives these contents.
    [TestCase("a test asset", "e34c74529110661faae4e121e57165ff4cb4dbdde1ef9770098aa3695e6b6704")]
    [TestCase("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public async Task Of_a_text_is_that_of_its_bytes(string text, string hash) =>
        Assert.That(await HashAsync(Text(text)), Is.EqualTo(hash));

    [TestCase("a test asset", "27ab4a14a617df10cff3e1cf4e30cf510302afe56bf4cc91f84041c9f7b62fd8")]
    [TestCase("", "d2587a875f82cdf3d3e6cfe9f8c6e6032be5dde8c344466e664e628da15757b0")]
    public async Task Of_members_is_that_of_a_tar_file(string text, string hash) =>
        Assert.That(await HashAsync(Members(("foo", Text(text)))), Is.EqualTo(hash));

    [Test]
    public async Task Members_of_archives_have_their_own()
    {
        var values = await new AssetHashes(_directory.FullPath).AddAsync(
            PropertyMap.Of(("files", Members(("sub", Members(("foo", Text("a test asset")))))))
        );

        var outer = (PropertyValue.Archive)values["files"];
        var inner = (PropertyValue.Archive)outer.Assets!["sub"];
        var asset = (PropertyValue.Asset)inner.Assets!["foo"];
        Assert.Multiple(() =>
        {
            Assert.That(outer.Hash, Is.Not.Null);
            Assert.That(inner.Hash, Is.Not.Null);
            Assert.That(
                asset.Hash,
                Is.EqualTo("e34c74529110661faae4e121e57165ff4cb4dbdde1ef9770098aa3695e6b6704")
            );
        });
    }

    [Test]
    public async Task Of_no_members_is_that_of_an_empty_tar_file() =>
        Assert.That(
            await HashAsync(Members()),
            Is.EqualTo("5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef")
        );

    [Test]
    public async Task Of_files_folders_archives_and_nested_members_agree_on_the_same_content()
    {
        _directory.Write("tree/b.txt", "b");
        _directory.Write("tree/sub/a.txt", "a");
        _directory.Write("tree/.pulumi/ignored", "x");
        await using (var file = File.Create(_directory["tree.zip"]))
        await using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        {
            await zip.CreateEntryFromFileAsync(_directory["tree/b.txt"], "./b.txt");
            await zip.CreateEntryFromFileAsync(_directory["tree/sub/a.txt"], "sub/a.txt");
        }

        string[] hashes =
        [
            await HashAsync(Members(("b.txt", Text("b")), ("sub/a.txt", Text("a")))),
            await HashAsync(
                Members(("b.txt", PathOf("tree/b.txt")), ("sub", Members(("a.txt", Text("a")))))
            ),
            await HashAsync(new PropertyValue.Archive(null, "tree", null, null)),
            await HashAsync(
                Members((".", new PropertyValue.Archive(null, "tree.zip", null, null)))
            ),
        ];

        Assert.That(hashes, Is.All.EqualTo(hashes[0]));
    }

    [Test]
    public async Task Of_an_archive_file_is_that_of_its_bytes()
    {
        _directory.Write("some.tgz", "whatever is in it");

        Assert.That(
            await HashAsync(new PropertyValue.Archive(null, "some.tgz", null, null)),
            Is.EqualTo(await HashAsync(Text("whatever is in it")))
        );
    }

    [Test]
    public async Task Of_names_that_fit_into_no_header_differ_by_name()
    {
        var deep = string.Join('/', Enumerable.Repeat("0123456789", 30));

        string[] hashes =
        [
            await HashAsync(Members((deep, Text("x")))),
            await HashAsync(Members((deep + "1", Text("x")))),
            await HashAsync(Members(("ä", Text("x")))),
            await HashAsync(Members(("ö", Text("x")))),
        ];

        Assert.That(hashes, Is.Unique);
    }

    [Test]
    public async Task Leaves_given_hashes_alone()
    {
        var given = PropertyMap.Of(("a", new PropertyValue.Asset(null, "gone", null, "abc")));

        Assert.That(await new AssetHashes(_directory.FullPath).AddAsync(given), Is.SameAs(given));
    }

    [Test]
    public async Task Of_a_missing_file_says_which()
    {
        var e = await Assert.ThrowsAsync<InfraException>(() => HashAsync(PathOf("missing.txt")));

        Assert.That(
            e,
            Has.Message.Contains("missing.txt").And.Message.Contains(_directory.FullPath)
        );
    }

    [Test]
    public void The_same_content_from_elsewhere_is_no_change()
    {
        var old = PropertyMap.Of(("file", new PropertyValue.Asset(null, "old/x", null, "abc")));
        var moved = PropertyMap.Of(("file", new PropertyValue.Asset(null, "new/x", null, "abc")));
        var changed = PropertyMap.Of(("file", new PropertyValue.Asset(null, "old/x", null, "def")));

        Assert.Multiple(() =>
        {
            Assert.That(InputComparison.Of(old, moved).ChangedKeys, Is.Empty);
            Assert.That(InputComparison.Of(old, changed).ChangedKeys, Is.EqualTo(["file"]));
        });
    }

    private async Task<string> HashAsync(PropertyValue value)
    {
        var hashed = await new AssetHashes(_directory.FullPath).AddAsync(
            PropertyMap.Of(("v", value))
        );
        return hashed["v"] switch
        {
            PropertyValue.Asset asset => asset.Hash!,
            PropertyValue.Archive archive => archive.Hash!,
            _ => "",
        };
    }

    private static PropertyValue.Asset Text(string text) => new(text, null, null, null);

    private static PropertyValue.Asset PathOf(string path) => new(null, path, null, null);

    private static PropertyValue.Archive Members(
        params (string Name, PropertyValue Value)[] members
    ) => new(PropertyMap.Of(members), null, null, null);
}
