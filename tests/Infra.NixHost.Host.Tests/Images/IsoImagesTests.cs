using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Processes;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Images;

/// <summary>What genisoimage makes, read back with the isoinfo of its package.</summary>
[Category("Real")]
internal sealed class IsoImagesTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Tool IsoInfo = new("isoinfo", "genisoimage", "");
    private readonly LocalShell _shell = new(
        new Dictionary<string, string>(StringComparer.Ordinal),
        TimeProvider.System
    );
    private TestDirectory _directory = null!;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private IsoImages Images => new(_shell, new LocalFiles(), TimeSpan.FromMinutes(1));

    private string Image => _directory.At("disk.iso");

    [Test]
    public async Task Names_depth_modes_and_links_arrive_as_they_are()
    {
        _directory.Write("in/Case", "A");
        _directory.Write("in/case", "a");
        _directory.Write($"in/{new string('n', 240)}");
        _directory.Write("in/1/2/3/4/5/6/7/8/9/deep", "down");
        _directory.Link("in/link", "Case");
        File.SetUnixFileMode(_directory.Write("in/key", "x"), (UnixFileMode)0b110_000_000);

        await Images.WriteAsync(_directory.At("in"), Image, "config", None);

        var listing = await InfoAsync("-R", "-l");
        Assert.That(
            listing,
            Does.Contain("  Case ")
                .And.Contains("  case ")
                .And.Contains(new string('n', 240))
                .And.Contains("link -> Case")
                .And.Match(@"-rw-------\s+1\s+0\s+0 .* key ")
        );
        Assert.That(await InfoAsync("-R", "-x", "/1/2/3/4/5/6/7/8/9/deep"), Is.EqualTo("down"));
        Assert.That(await InfoAsync("-d"), Does.Contain("Volume id: config"));
    }

    [Test]
    public async Task Nobody_else_can_read_it_and_a_new_one_takes_the_place_of_the_old()
    {
        _directory.Write("in/a", "old");
        await Images.WriteAsync(_directory.At("in"), Image, "config", None);
        _directory.Write("in/a", "new");

        await Images.WriteAsync(_directory.At("in"), Image, "config", None);

        Assert.That(
            File.GetUnixFileMode(Image),
            Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite)
        );
        Assert.That(await InfoAsync("-R", "-x", "/a"), Is.EqualTo("new"));
        Assert.That(File.Exists(Image + ".part"), Is.False);
    }

    [Test]
    public async Task A_failure_names_the_directory_and_leaves_nothing()
    {
        var failure = await Expect.FailureAsync(
            "iso-failed",
            () => Images.WriteAsync(_directory.At("none"), Image, "config", None)
        );

        Assert.That(failure.Message, Does.Contain(_directory.At("none")));
        Assert.That(Directory.EnumerateFileSystemEntries(_directory.Path), Is.Empty);
    }

    private async Task<string> InfoAsync(params string[] arguments)
    {
        var result = await _shell.RunAsync(
            new(IsoInfo, ["-i", Image, .. arguments]) { Timeout = TimeSpan.FromMinutes(1) },
            None
        );
        return result.OrThrow("test", "isoinfo").Output;
    }
}
