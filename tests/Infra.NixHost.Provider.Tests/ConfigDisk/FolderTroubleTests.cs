using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Tests.Fakes;
using Infra.NixHost.Provider.ConfigDisk;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.ConfigDisk;

/// <summary>Whatever lies in a folder, the preview has a verdict with the entry's name.</summary>
internal sealed class FolderTroubleTests
{
    private const string Type = "ConfigDisk";
    private const string Latin = "caf\u00e9";
    private TestStack _stack = null!;

    [SetUp]
    public void MakeStack()
    {
        _stack = new();
        _stack.Write("config/hostname", "lilly\n");
    }

    [TearDown]
    public void RemoveStack()
    {
        foreach (var path in Directory.EnumerateDirectories(Folder))
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_000_000);
        }

        RawNames.Delete(Folder, Latin);
        _stack.Dispose();
    }

    private string Folder => Path.Combine(_stack.Directory, "config");

    private ConfigFolder Config => new(new LocalFiles(), Folder);

    private string At(string name) => Path.Combine(Folder, name);

    private async Task<string> VerdictAsync(params (string, PropertyValue)[] inputs)
    {
        var failures = await _stack.FailuresOfAsync(Type, "c", PropertyMap.Of(inputs));
        Assert.That(failures, Is.Not.Empty);
        return string.Join('\n', failures.Select(f => $"{f.Path}: {f.Reason}"));
    }

    [TestCase("source")]
    [TestCase("hostPath")]
    public async Task Links_in_a_circle(string property)
    {
        File.CreateSymbolicLink(At("a"), "b");
        File.CreateSymbolicLink(At("b"), "a");

        var verdict = await VerdictAsync((property, Folder));

        Assert.That(
            verdict,
            Does.StartWith(property)
                .And.Contains("\"a\" to b, which leads in a circle")
                .And.Contains("\"b\" to a, which leads in a circle")
        );
    }

    [TestCase("source")]
    [TestCase("hostPath")]
    public async Task A_name_that_is_not_text(string property)
    {
        RawNames.Write(Folder, Latin);

        var verdict = await VerdictAsync((property, Folder));

        Assert.That(
            verdict,
            Does.StartWith(property).And.Contains("\"caf\ufffd\", whose name is not UTF-8")
        );
    }

    [TestCase("source")]
    [TestCase("hostPath")]
    public async Task A_pipe(string property)
    {
        RawNames.MakePipe(At("pipe"));

        var verdict = await VerdictAsync((property, Folder));

        Assert.That(verdict, Does.StartWith(property).And.Contains("\"pipe\", which is neither"));
    }

    [Test]
    public void A_file_and_a_directory_that_this_user_may_not_read()
    {
        File.SetUnixFileMode(_stack.Write("config/token", "t"), UnixFileMode.None);
        _stack.Write("config/closed/below", "b");
        File.SetUnixFileMode(At("closed"), UnixFileMode.None);
        File.SetUnixFileMode(_stack.Directory, (UnixFileMode)0b111_101_101);

        var reasons = OrdinaryUser.Run(() => ConfigPreflight.Inspect(Config).ToList());

        Assert.That(
            reasons,
            Has.Count.EqualTo(2)
                .And.Some.Contains("the file \"token\", which this user may not read")
                .And.Some.Contains("the directory \"closed\", which this user may not read")
        );
        Assert.That(OrdinaryUser.Run(() => PrivateKeys.Find(Config).ToList()), Is.Empty);
    }

    [Test]
    public async Task A_link_to_its_own_directory_is_nothing_for_a_fat_disk()
    {
        _stack.Write("config/sub/file", "f");
        File.CreateSymbolicLink(At("sub/self"), ".");

        var fat = await VerdictAsync(("source", Folder), ("format", "fat"));
        var auto = await _stack.UpAsync(Type, "c", PropertyMap.Of(("source", Folder)));

        Assert.That(fat, Does.Contain("\"sub/self\" to ., a directory above it"));
        Assert.That(auto.Outputs["format"], Is.EqualTo((PropertyValue)"iso"));
    }

    [Test]
    public void A_file_above_two_gibibytes_is_read_in_pieces()
    {
        using (var file = File.Create(At("large")))
        {
            file.SetLength((1L << 31) + 1);
        }

        Assert.That(ConfigDigest.Of(Config), Has.Length.EqualTo(64));
    }

    [TestCase("source")]
    [TestCase("hostPath")]
    public async Task A_path_with_a_NUL(string property)
    {
        var verdict = await VerdictAsync((property, "/a\0b"));

        Assert.That(verdict, Does.StartWith(property).And.Contains("NUL"));
    }
}
