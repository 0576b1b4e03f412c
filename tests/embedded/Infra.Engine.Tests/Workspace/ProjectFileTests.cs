using Infra.Engine.Tests.State;
using Infra.Engine.Workspace;
using Infra.Engine.Workspace.Configuration;
using Infra.Protocol;

namespace Infra.Engine.Tests.Workspace;

public sealed class ProjectFileTests
{
    private const string Full = """
        name: demo
        description: A demo
        runtime:
          name: dotnet
          options:
            binary: bin/demo.dll
            verbose: true
        main: program
        stackConfigDir: stacks
        backend:
          url: file://.
        options:
          refresh: always
        requiredPulumiVersion: ">=3.0.0"
        plugins:
          providers:
            - name: nixhost
              path: ../bin
              version: 1.2.3
        packages:
          comp: ./components/comp
          random: random@4.0.0
          hosted:
            source: github.com/owner/name@v1
        config:
          size: 3
          demo:zone:
            type: string
            description: where
          tags:
            type: array
            items:
              type: string
            default: [a]
          aws:region:
            value: eu
        custom: kept
        """;

    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    private Project Load(string content, string name = "Pulumi.yaml") =>
        ProjectFile.Load(_directory.Write(name, content));

    [Test]
    public void Every_field_is_understood()
    {
        var project = Load(Full);

        Assert.Multiple(() =>
        {
            Assert.That(
                (project.Name, project.Runtime, project.Main),
                Is.EqualTo(("demo", "dotnet", "program"))
            );
            Assert.That(project.RuntimeOptions["binary"], Is.EqualTo("bin/demo.dll"));
            Assert.That(project.RuntimeOptions["verbose"], Is.EqualTo("true"));
            Assert.That(project.BackendUrl, Is.EqualTo("file://."));
            Assert.That(project.RefreshAlways, Is.True);
            Assert.That(project.StackConfigDirectory, Is.EqualTo(_directory["stacks"]));
            Assert.That(
                project.Plugins,
                Is.EqualTo(
                    new ProjectPlugin[]
                    {
                        new("nixhost", Path.GetFullPath(_directory["../bin"]), "1.2.3"),
                        new("comp", _directory["components/comp"], null),
                    }
                )
            );
            Assert.That(
                project.Config["demo:size"].Default,
                Is.EqualTo(new ConfigValue.Integer(3))
            );
            Assert.That(
                project.Config["demo:tags"].Items,
                Is.EqualTo(new ConfigItems(ConfigType.Text, null))
            );
            Assert.That(project.Config["aws:region"].Value, Is.EqualTo(new ConfigValue.Text("eu")));
        });
    }

    [Test]
    public void It_is_found_upwards_and_by_its_other_names()
    {
        var path = _directory.Write(
            "Pulumi.json",
            "{\n\t\"name\": \"demo\",\n\t\"runtime\": \"nodejs\"\n}"
        );
        Directory.CreateDirectory(_directory["a/b"]);

        Assert.Multiple(() =>
        {
            Assert.That(ProjectFile.Find(_directory["a/b"]), Is.EqualTo(path));
            Assert.That(ProjectFile.Require(_directory["a"]).Runtime, Is.EqualTo("nodejs"));
        });
    }

    [TestCase("runtime: dotnet", "no 'name'")]
    [TestCase("name: demo", "no 'runtime'")]
    [TestCase("name: de/mo\nruntime: dotnet", ":1:7: the project name 'de/mo'")]
    [TestCase(
        "name: demo\nruntim: dotnet",
        ":2:1: 'runtim' is not a name of a project file. Did you mean 'runtime'?"
    )]
    [TestCase(
        "name: demo\nruntime: dotnet\nmain:\n  - a",
        ":4:3: 'main' must be a text, not a list"
    )]
    [TestCase(
        "name: demo\nruntime: dotnet\noptions:\n  refresh: never",
        ":4:12: 'options.refresh'"
    )]
    [TestCase(
        "name: demo\nruntime: dotnet\nconfig:\n  a:\n    type: strin",
        ":5:11: 'strin' is not a type"
    )]
    [TestCase(
        "name: demo\nruntime: dotnet\nconfig:\n  a:\n    default: 1\n    value: 2",
        "both 'default' and 'value'"
    )]
    [TestCase("name: demo\nruntime: dotnet\nconfig:\n  a:\n    type: array", "'items'")]
    [TestCase(
        "name: demo\nruntime: dotnet\nconfig:\n  a:\n    type: integer\n    default: x",
        "not of type integer"
    )]
    [TestCase(
        "name: demo\nruntime: dotnet\nconfig:\n  b:a:\n    default: x",
        "must give a 'value'"
    )]
    [TestCase("name: [", "not valid YAML")]
    [TestCase("- a", "must hold names and values")]
    public void What_is_malformed_is_refused_with_line_and_reason(string content, string reason) =>
        Assert.That(
            () => Load(content),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains(reason)
                .And.Message.StartsWith(_directory["Pulumi.yaml"])
        );

    [Test]
    public void Without_a_project_the_message_says_where_was_looked() =>
        Assert.That(
            () => ProjectFile.Require(_directory.FullPath),
            Throws.TypeOf<InfraException>().With.Message.Contains(_directory.FullPath)
        );
}
