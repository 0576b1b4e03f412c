using Infra.Engine.Tests.State;
using Infra.Engine.Workspace;

namespace Infra.Engine.Tests.Workspace;

public sealed class SelectedStackTests
{
    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private static Project Project { get; } =
        new()
        {
            Name = "demo",
            FilePath = "/p/Pulumi.yaml",
            RootDirectory = "/p",
            Runtime = "dotnet",
        };

    private SelectedStack Selected(params (string, string)[] variables) =>
        new(TestEnvironment.In(_directory.FullPath, variables), Project);

    // printf /p/Pulumi.yaml | sha1sum
    private string FilePath =>
        _directory[
            "home/.pulumi/workspaces/demo-3cb4967322f36d7a491f46d51d197b172738f193-workspace.json"
        ];

    [Test]
    public void A_selection_is_remembered_for_each_backend_and_readable_by_its_owner_alone()
    {
        Selected().Set("file://a", "organization/demo/dev");
        Selected().Set("file://b", "organization/demo/prod");

        Assert.Multiple(() =>
        {
            Assert.That(Selected().Get("file://a"), Is.EqualTo("organization/demo/dev"));
            Assert.That(Selected().Get("file://c"), Is.Null);
            Assert.That(Selected(("PULUMI_STACK", "other")).Get("file://a"), Is.EqualTo("other"));
            Assert.That(
                File.GetUnixFileMode(FilePath),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite)
            );
        });
    }

    [Test]
    public void An_old_selection_counts_until_it_is_cleared()
    {
        _directory.Write(
            Path.GetRelativePath(_directory.FullPath, FilePath),
            """{"stack":"old"}"""
        );
        var before = Selected().Get("file://a");

        Selected().Clear("file://a");

        Assert.Multiple(() =>
        {
            Assert.That(before, Is.EqualTo("old"));
            Assert.That(Selected().Get("file://a"), Is.Null);
            Assert.That(File.Exists(FilePath), Is.False);
        });
    }

    [Test]
    public void Logging_in_and_out_keeps_what_else_is_in_the_credentials()
    {
        _directory.Write(
            "home/.pulumi/credentials.json",
            """{"current":"x","accessTokens":{"x":"t"}}"""
        );
        var environment = TestEnvironment.In(_directory.FullPath);

        Credentials.Load(environment).Login("file://~");
        var current = Credentials.Load(environment).Current;
        Credentials.Load(environment).Logout("file://~");

        Assert.Multiple(() =>
        {
            Assert.That(current, Is.EqualTo("file://~"));
            Assert.That(Credentials.Load(environment).Current, Is.Null);
            Assert.That(
                File.ReadAllText(_directory["home/.pulumi/credentials.json"]),
                Does.Contain("accessTokens")
            );
        });
    }
}
