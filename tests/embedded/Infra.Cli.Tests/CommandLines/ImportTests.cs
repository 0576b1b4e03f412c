using Infra.Engine.Deployment;

namespace Infra.Cli.Tests.CommandLines;

/// <summary>Resources that exist, brought under management.</summary>
internal sealed class ImportTests
{
    private const string Network = "urn:pulumi:dev::web::test:index:Network::lan";
    private CliHarness _cli = null!;

    [SetUp]
    public async Task MakeStack() => _cli = await CliHarness.WithStackAsync();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [Test]
    public async Task One_resource_is_given_by_type_name_and_id()
    {
        var result = await _cli.RunAsync(
            "import",
            "test:index:Guest",
            "guest",
            "id-7",
            "--yes",
            "--parent",
            $"lan={Network}",
            "--provider",
            Network,
            "--properties",
            "a, b",
            "--protect=false"
        );

        var request = _cli.Engine.Requests[^1];
        var spec = request.Imports.Single();
        Assert.Multiple(async () =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
            Assert.That(request.Kind, Is.EqualTo(DeploymentKind.Import));
            Assert.That(
                (spec.Type, spec.Name, spec.Id),
                Is.EqualTo(("test:index:Guest", "guest", "id-7"))
            );
            Assert.That(
                (spec.Parent, spec.Provider, spec.Protect),
                Is.EqualTo((Network, Network, false))
            );
            Assert.That(spec.Properties, Is.EqualTo((string[])["a", "b"]));
            Assert.That(result.Output, Does.Contain("Previewing import (dev):"));
            Assert.That(result.Output, Does.Contain("Add the imported resources to the program"));
            Assert.That(result.Output, Does.Contain("test:index:Guest guest [id=guest]"));
            Assert.That(
                (await _cli.RunAsync("stack", "history", "--json")).Output,
                Does.Contain("\"kind\": \"resource-import\"")
            );
        });
    }

    [Test]
    public async Task A_file_lists_resources_that_refer_to_each_other_by_name()
    {
        await File.WriteAllTextAsync(
            _cli.PathOf("import.json"),
            $$"""
            {
              "nameTable": { "lan": "{{Network}}" },
              "resources": [
                { "type": "test:index:Guest", "name": "guest", "id": "g1", "parent": "box", "provider": "own" },
                { "type": "test:index:Box", "name": "box", "component": true, "parent": "lan" },
                { "type": "pulumi:providers:test", "name": "own", "inputs": { "uri": "x", "ports": [1] } }
              ]
            }
            """
        );

        var result = await _cli.RunAsync("import", "-f", "import.json", "-y", "--skip-preview");

        var specs = _cli.Engine.Requests[^1].Imports;
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
            Assert.That(
                specs[0].Parent,
                Is.EqualTo("urn:pulumi:dev::web::test:index:Network$test:index:Box::box")
            );
            Assert.That(
                specs[0].Provider,
                Is.EqualTo("urn:pulumi:dev::web::pulumi:providers:test::own")
            );
            Assert.That((specs[1].IsComponent, specs[1].Parent), Is.EqualTo((true, Network)));
            Assert.That(specs[2].Inputs.Count, Is.EqualTo(2));
        });
    }

    [TestCase(
        """{"resources":[{"type":"t:index:T","name":"a","id":"<PLACEHOLDER>"}]}""",
        "'a' has no id"
    )]
    [TestCase(
        """{"resources":[{"type":"t:index:T","name":"a","id":"1","parent":"b"}]}""",
        "'b' of 'a' is neither"
    )]
    [TestCase(
        """{"resources":[{"type":"t:index:T","name":"a","id":"1","parent":"a"}]}""",
        "its own parent"
    )]
    [TestCase("""{"resources":[{"name":"a","id":"1"}]}""", "no 'type'")]
    [TestCase("{}", "no 'resources'")]
    [TestCase("[]", "is not a list")]
    [TestCase("{", "is not a list")]
    public async Task A_file_that_cannot_be_imported_is_refused_with_the_reason(
        string content,
        string why
    )
    {
        await File.WriteAllTextAsync(_cli.PathOf("import.json"), content);

        var result = await _cli.RunAsync("import", "-f", "import.json", "-y");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Invocation), result.ToString());
            Assert.That(result.Error, Does.Contain(why));
            Assert.That(_cli.Engine.Requests, Is.Empty);
        });
    }

    [TestCase("import test:index:Guest guest -y", "needs the type, name and id")]
    [TestCase("import a b c -f x.json -y", "cannot be used together")]
    [TestCase("import a b c --parent guest -y", "--parent needs a URN")]
    [TestCase("import --from terraform x -y", "'infra import --from' is not part")]
    public async Task What_is_not_possible_is_said_before_anything_runs(string command, string why)
    {
        var result = await _cli.RunAsync(command.Split(' '));

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Invocation), result.ToString());
        Assert.That(result.Error, Does.Contain(why));
    }

    [Test]
    public async Task Code_for_another_language_than_csharp_is_refused_before_anything_runs()
    {
        await File.WriteAllTextAsync(_cli.PathOf("Pulumi.yaml"), "name: web\nruntime: nodejs\n");

        var result = await _cli.RunAsync("import", "a:b:c", "d", "e", "-o", "code.ts", "-y");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Invocation), result.ToString());
            Assert.That(
                result.Error,
                Does.Contain("'infra import --out for programs that are not in C#' is not part")
            );
            Assert.That(File.Exists(_cli.PathOf("code.ts")), Is.False);
        });
    }
}
