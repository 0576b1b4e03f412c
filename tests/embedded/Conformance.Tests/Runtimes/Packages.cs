using Conformance.Tests.Lab;
using Newtonsoft.Json.Linq;

namespace Conformance.Tests.Runtimes;

/// <summary>What the command line tells about packages, and how it gets what a project needs; the plugins are real processes.</summary>
[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class Packages
{
    [Test]
    public async Task The_schema_of_a_package_is_what_its_plugin_says()
    {
        using var place = await WithFurnitureAsync();

        var printed = (await place.InfraAsync(["package", "get-schema", "furniture"])).Succeeded();

        var schema = JObject.Parse(printed.Output);
        Assert.That((string?)schema["name"], Is.EqualTo("furniture"));
        var table = schema["resources"]!["furniture:index:Table"]!;
        Assert.That((bool?)table["isComponent"], Is.True);
        Assert.That((string?)table["inputProperties"]!["legs"]!["type"], Is.EqualTo("number"));
        await ProcessTable.NoneLeftAsync(place.Root);
    }

    [Test]
    public async Task The_resources_and_functions_of_a_package_are_listed()
    {
        using var place = await WithFurnitureAsync();

        var components = (await place.InfraAsync(["package", "info", "furniture"])).Succeeded();
        var resources = (await place.InfraAsync(["package", "info", "nixhost"])).Succeeded();

        Assert.That(
            components.Output,
            Does.Match(@"^furniture 1\.2\.3\n")
                .And.Match(
                    @"\nresource +furniture:index:Table +A table that stands on its legs\.\n"
                )
        );
        Assert.That(
            resources.Output,
            Does.Match(@"\nresource +nixhost:index:NixGuest ")
                .And.Match(@"\nfunction +nixhost:index:getHost ")
                .And.Match(@"\nfunction +nixhost:index:getImages ")
        );
        await ProcessTable.NoneLeftAsync(place.Root);
    }

    [TestCase("get-schema")]
    [TestCase("info")]
    public async Task A_package_without_a_plugin_is_named_with_the_places_that_were_looked_at(
        string command
    )
    {
        using var place = await WithFurnitureAsync();

        var missing = (await place.InfraAsync(["package", command, "carpets"])).FailedWith(1);

        Assert.That(
            missing.Error,
            Does.Contain("pulumi-resource-carpets").And.Contains("PATH").And.Contains("plugins")
        );
    }

    [Test]
    public async Task Another_version_than_the_projects_own_is_not_taken_for_the_one_asked_for()
    {
        using var place = await WithFurnitureAsync("1.2.3");

        (await place.InfraAsync(["package", "info", "furniture@1.2.3"])).Succeeded();
        var other = (await place.InfraAsync(["package", "info", "furniture@2.0.0"])).FailedWith(1);

        Assert.That(other.Error, Does.Contain("furniture v2.0.0"));
    }

    [Test]
    public async Task A_plugin_that_has_no_schema_says_so()
    {
        using var place = await WithFurnitureAsync();
        Plugin(place, "desk", "desk.js", "1.0.0");

        var none = (await place.InfraAsync(["package", "get-schema", "desk"])).FailedWith(1);

        Assert.That(none.Error, Does.Contain("'desk'").And.Contains("no schema"));
    }

    [TestCase("package get-schema", "package")]
    [TestCase("package info", "package")]
    [TestCase("package info furniture carpets", "carpets")]
    [TestCase("package inof furniture", "info")]
    [TestCase("install --no-plugin", "--no-plugins")]
    public async Task What_is_called_wrongly_is_told_how_to_be_called(string command, string hint)
    {
        using var place = await WithFurnitureAsync();

        var refused = (await place.InfraAsync(command.Split(' '))).FailedWith(2);

        Assert.That(refused.Error, Does.Contain(hint));
    }

    [Test]
    public async Task What_a_project_needs_is_installed_and_its_plugins_are_found()
    {
        using var place = await WithFurnitureAsync();
        WriteDependency(place);

        var installed = (await place.InfraAsync(["install"])).Succeeded();

        Assert.That(
            installed.Output,
            Does.Contain("(npm install)").And.Contains("Found the plugin furniture")
        );
        Assert.That(Path.Combine(place.Directory, "node_modules", "chalk"), Does.Exist);
    }

    [Test]
    public async Task Either_part_of_an_installation_can_be_left_out()
    {
        using var place = await WithFurnitureAsync();
        WriteDependency(place);

        var plugins = await place.InfraAsync(["install", "--no-dependencies"]);
        Assert.That(plugins.Succeeded().Output, Does.Not.Contain("npm"));
        Assert.That(Path.Combine(place.Directory, "node_modules"), Does.Not.Exist);

        var packages = await place.InfraAsync(["install", "--no-plugins"]);
        Assert.That(packages.Succeeded().Output, Does.Not.Contain("plugin"));
    }

    [Test]
    public async Task An_installation_that_cannot_be_done_says_what_is_missing()
    {
        using var place = await WithFurnitureAsync();
        place.Write("package.json", """{"dependencies": {"chalk": "file:../nowhere.tgz"}}""");
        var packages = (await place.InfraAsync(["install", "--no-plugins"])).FailedWith(1);
        Assert.That(
            packages.Text,
            Does.Contain("nowhere").And.Contains("'npm install'").And.Contains(place.Directory)
        );

        Directory.Delete(Path.Combine(place.Root, "furniture"), recursive: true);
        var plugins = (await place.InfraAsync(["install", "--no-dependencies"])).FailedWith(1);
        Assert.That(
            plugins.Error,
            Does.Contain("'furniture'").And.Contains(Path.Combine(place.Root, "furniture"))
        );
    }

    private static async Task<Workplace> WithFurnitureAsync(string? version = null)
    {
        var place = await Workplace.CreateAsync();
        place.Write("package.json", """{"name": "user", "main": "index.js"}""");
        place.Write(
            "Pulumi.yaml",
            $"""
            name: conformance
            runtime: nodejs
            plugins:
              providers:
                - name: nixhost
                  path: {Path.GetDirectoryName(Checkout.Provider)}
                - name: furniture
                  path: ../furniture

            """
        );
        if (version is not null)
        {
            place.Append("Pulumi.yaml", $"      version: {version}\n");
        }

        Plugin(place, "furniture", "furniture.ts", "1.2.3", "thing.js");
        return place;
    }

    private static void Plugin(
        Workplace place,
        string name,
        string main,
        string version,
        params string[] further
    )
    {
        var source = Path.Combine(place.Root, name);
        Workplace.TakeTo(source, [main, .. further]);
        File.WriteAllText(
            Path.Combine(source, "package.json"),
            $$"""{"name": "{{name}}", "version": "{{version}}", "main": "{{main}}"}"""
        );
        File.WriteAllText(Path.Combine(source, "PulumiPlugin.yaml"), "runtime: nodejs\n");
        if (name != "furniture")
        {
            place.Append("Pulumi.yaml", $"    - name: {name}\n      path: ../{name}\n");
        }
    }

    // One that no registry has to be asked for.
    private static void WriteDependency(Workplace place)
    {
        var chalk = Directory.CreateDirectory(Path.Combine(place.Root, "chalk")).FullName;
        File.WriteAllText(
            Path.Combine(chalk, "package.json"),
            """{"name": "chalk", "version": "1.0.0"}"""
        );
        place.Write(
            "package.json",
            """{"name": "user", "dependencies": {"chalk": "file:../chalk"}}"""
        );
    }
}
