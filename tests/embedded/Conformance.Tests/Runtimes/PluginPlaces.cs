using Conformance.Tests.Lab;
using Newtonsoft.Json.Linq;

namespace Conformance.Tests.Runtimes;

/// <summary>Where a provider's plugin may be; it is one on the official provider SDK for Node.</summary>
[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class PluginPlaces
{
    [Test]
    public async Task A_plugin_in_the_path_serves_resources_functions_and_imports()
    {
        using var stack = await NodeStack.CreateAsync("desk-user.js");
        var bin = Path.Combine(stack.Place.Root, "bin");
        Install(bin);
        stack.Place.Environment["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
        await stack.ConfigureAsync("import", "true");

        (await stack.UpAsync()).Succeeded();

        Assert.That(
            stack.Ledger.Take(),
            Is.EquivalentTo(["create short", "create explicit", "read paper-7"])
        );
        Assert.That(
            (await stack.OutputsAsync()).ToString(Newtonsoft.Json.Formatting.None),
            Is.EqualTo(
                """{"later":"desk:index:ask says 5","said":"desk:index:ask says hello","size":5}"""
            )
        );
        Assert.That(
            (string?)stack.Resource("explicit")["provider"],
            Does.Contain("pulumi:providers:desk::own::")
        );
        Assert.That((string?)stack.Resource("imported")["id"], Is.EqualTo("paper-7"));
        Assert.That((string?)stack.Resource("imported")["importID"], Is.EqualTo("paper-7"));

        await stack.ConfigureAsync("text", "bad");
        var refused = (await stack.PreviewAsync()).FailedWith(1);
        Assert.That(refused.Text, Does.Contain("it is bad"));
    }

    [Test]
    public async Task A_plugin_in_the_plugin_folder_is_found_the_newest_first()
    {
        using var stack = await NodeStack.CreateAsync("desk-user.js");
        var plugins = Path.Combine(stack.Place.Root, "pulumi-home", "plugins");
        Install(Path.Combine(plugins, "resource-desk-v1.9.0"), "exit 1");
        Install(Path.Combine(plugins, "resource-desk-v1.10.0"));
        // Not there completely, and no release.
        Install(Path.Combine(plugins, "resource-desk-v1.11.0"), "exit 1");
        await File.WriteAllTextAsync(Path.Combine(plugins, "resource-desk-v1.11.0.partial"), "");
        Install(Path.Combine(plugins, "resource-desk-v2.0.0-beta.1"), "exit 1");

        (await stack.PreviewAsync()).Succeeded();
    }

    [Test]
    public async Task A_plugin_in_source_form_is_run_by_its_language()
    {
        using var stack = await NodeStack.CreateAsync("desk-user.js");
        var source = Path.Combine(stack.Place.Root, "desk");
        Workplace.TakeTo(source, "desk.js");
        await File.WriteAllTextAsync(
            Path.Combine(source, "package.json"),
            """{"name": "desk", "version": "1.2.3", "main": "desk.js"}"""
        );
        await File.WriteAllTextAsync(
            Path.Combine(source, "PulumiPlugin.yaml"),
            "runtime:\n  name: nodejs\n  options:\n    typescript: false\n"
        );
        stack.Place.Append(
            "Pulumi.yaml",
            "plugins:\n  providers:\n    - name: desk\n      path: ../desk\n"
        );

        (await stack.UpAsync()).Succeeded();

        Assert.That(stack.Ledger.Lines, Is.EquivalentTo(["create short", "create explicit"]));
    }

    [Test]
    public async Task A_plugin_in_source_form_for_dotnet_is_built_and_run()
    {
        using var place = await Workplace.CreateAsync();
        place.Write(
            "Pulumi.yaml",
            "name: conformance\nruntime: nodejs\nplugins:\n  providers:\n    - name: nixhost\n      path: .\n"
        );
        place.Write("PulumiPlugin.yaml", "runtime: dotnet\n");
        place.Write(
            "plugin.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
              </ItemGroup>
            </Project>
            """
        );
        // Source that is built here; what it does once it runs, the provider of this repository does.
        place.Write(
            "Program.cs",
            $"""
            var main = System.Reflection.Assembly.LoadFrom("{Checkout.Provider}").EntryPoint!;
            return main.Invoke(null, [args]) is int code ? code : 0;
            """
        );

        var schema = (await place.InfraAsync(["package", "get-schema", "nixhost"])).Succeeded();

        Assert.That((string?)JObject.Parse(schema.Output)["name"], Is.EqualTo("nixhost"));
        await ProcessTable.NoneLeftAsync(place.Root);
    }

    [Test]
    public async Task A_plugin_that_is_nowhere_is_named_with_the_places_that_were_looked_at()
    {
        using var stack = await NodeStack.CreateAsync("desk-user.js");

        var preview = (await stack.PreviewAsync()).FailedWith(1);

        Assert.That(
            preview.Text,
            Does.Contain("pulumi-resource-desk").And.Contain("PATH").And.Contain("plugins")
        );
    }

    private static void Install(string directory, string? script = null)
    {
        Workplace.TakeTo(directory, "desk.js");
        var program = Path.Combine(directory, "pulumi-resource-desk");
        File.WriteAllText(
            program,
            $"#!/bin/sh\n{script ?? $"node '{directory}/desk.js' \"$@\""}\n"
        );
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
