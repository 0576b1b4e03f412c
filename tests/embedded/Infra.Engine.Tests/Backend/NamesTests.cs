using Infra.Engine.Backend;
using Infra.Engine.Tests.State;
using Infra.Engine.Tests.Workspace;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Tests.Backend;

public sealed class NamesTests
{
    [TestCase("dev", "organization/demo/dev")]
    [TestCase("organization/dev", "organization/demo/dev")]
    [TestCase("organization/other/dev", "organization/other/dev")]
    public void Every_spelling_of_a_stacks_name_is_understood(string text, string full) =>
        Assert.That(StackReference.Parse(text, "demo").FullName, Is.EqualTo(full));

    [TestCase("acme/dev")]
    [TestCase("organization/a/b/c")]
    [TestCase("de v")]
    [TestCase("")]
    [TestCase("..")]
    [TestCase("organization/../dev")]
    public void What_is_no_stack_name_is_refused(string text) =>
        Assert.That(() => StackReference.Parse(text, "demo"), Throws.TypeOf<InfraException>());

    [TestCase("file://~", "/base/home")]
    [TestCase("file://~/x", "/base/home/x")]
    [TestCase("file://.", "/project")]
    [TestCase("file://./state", "/project/state")]
    [TestCase("file:///srv/state?no_tmp_dir=true", "/srv/state")]
    public void A_url_names_a_directory(string url, string directory) =>
        Assert.That(
            BackendLocation.DirectoryOf(url, TestEnvironment.In("/base"), "/project"),
            Is.EqualTo(directory)
        );

    [TestCase("s3://bucket")]
    [TestCase("https://api.pulumi.com")]
    [TestCase("file://")]
    public void Other_backends_are_refused_by_name(string url) =>
        Assert.That(
            () => BackendLocation.DirectoryOf(url, TestEnvironment.In("/base"), "/project"),
            Throws.TypeOf<InfraException>().With.Message.Contains(url)
        );

    [Test]
    public void The_variable_wins_over_the_project_and_the_project_over_the_login()
    {
        using var directory = new TemporaryDirectory();
        var environment = TestEnvironment.In(directory.FullPath);
        var project = new Project
        {
            Name = "demo",
            FilePath = "/p/Pulumi.yaml",
            RootDirectory = "/p",
            Runtime = "dotnet",
            BackendUrl = "file://project",
        };

        var nothing = BackendLocation.Choose(environment, null);
        Credentials.Load(environment).Login("file://login");

        Assert.Multiple(() =>
        {
            Assert.That(nothing, Is.EqualTo("file://~"));
            Assert.That(BackendLocation.Choose(environment, null), Is.EqualTo("file://login"));
            Assert.That(BackendLocation.Choose(environment, project), Is.EqualTo("file://project"));
            Assert.That(
                BackendLocation.Choose(
                    TestEnvironment.In(
                        directory.FullPath,
                        ("PULUMI_BACKEND_URL", "file://variable")
                    ),
                    project
                ),
                Is.EqualTo("file://variable")
            );
        });
    }
}
