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

    [Test]
    public async Task Everything_on_the_host_is_imported_and_what_cannot_be_is_told()
    {
        var spec = new ImportSpec
        {
            Type = "test:index:Guest",
            Name = "guest",
            Id = "id-7",
        };
        _cli.Engine.Found = [spec];
        _cli.Engine.Unfit = [(spec with { Name = "odd", Id = "id-8" }, "nobody could. Do this.")];

        var result = await _cli.RunAsync("import", "--all", "test:index:Guest", "--yes");

        var search = _cli.Engine.Requests[0].Search;
        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
        Assert.That((search?.Package, search?.Type), Is.EqualTo(("test", "test:index:Guest")));
        Assert.That(_cli.Engine.Requests[0].Options.IsPreview);
        Assert.That(_cli.Engine.Requests[^1].Imports, Is.EqualTo([spec]));
        Assert.That(
            result.Error,
            Does.Contain("test:index:Guest odd [id=id-8] is left out: nobody could. Do this.")
        );
    }

    [Test]
    public async Task A_host_with_nothing_to_import_is_no_failure()
    {
        var result = await _cli.RunAsync("import", "--all", "--yes");

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Success), result.ToString());
        Assert.That(result.Output, Does.Contain("There is nothing to import."));
        Assert.That(_cli.Engine.Requests.Single().Search!.Package, Is.EqualTo("nixhost"));
    }

    [Test]
    public async Task A_search_that_fails_imports_nothing()
    {
        _cli.Engine.Failure = "libvirt is away";

        var result = await _cli.RunAsync("import", "--all", "--yes");

        Assert.That(result.ExitCode, Is.EqualTo(ExitCode.Failure), result.ToString());
        Assert.That(
            result.Error,
            Does.Contain("libvirt is away").And.Contain("Nothing was imported.")
        );
        Assert.That(_cli.Engine.Requests, Has.Count.EqualTo(1));
    }

    [TestCase("import --all -f x.json -y", "--all and --file cannot be used together")]
    [TestCase("import --all --properties a -y", "--all and --properties cannot be used together")]
    [TestCase("import --all nixhost web -y", "no name 'web'")]
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
