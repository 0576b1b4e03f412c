using Conformance.Tests.Lab;

namespace Conformance.Tests.Runtimes;

[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class DotnetPrograms
{
    [Test]
    public async Task A_program_is_built_from_source_when_it_changed_and_runs_prebuilt()
    {
        using var place = await Workplace.CreateAsync();
        var sdk = Path.Combine(Checkout.Root, "sdk", "embedded", "Pulumi", "Pulumi.csproj");
        place.Write("program.csproj", Project(sdk));
        place.Write("Program.cs", Program("one"));
        place.Write("Pulumi.yaml", "name: conformance\nruntime: dotnet\n");
        (await place.InfraAsync(["stack", "init", "test"])).Succeeded();

        var first = (await place.InfraAsync(["up", "--yes", "--skip-preview"])).Succeeded();
        Assert.That(first.Text, Does.Contain("said: \"one\"").And.Contain("hello from one"));
        (await place.InfraAsync(["preview", "--expect-no-changes"])).Succeeded();

        place.Write("Program.cs", Program("two"));
        var second = (await place.InfraAsync(["preview"])).Succeeded();
        Assert.That(second.Text, Does.Contain("hello from two"));

        // From now on what was built is run as it is, whatever the source says.
        place.Write("Program.cs", "does not compile");
        Assert.That(
            (await place.InfraAsync(["preview"])).FailedWith(1).Text,
            Does.Contain("Program.cs").And.Contain("error CS")
        );
        place.Write(
            "Pulumi.yaml",
            "name: conformance\nruntime:\n  name: dotnet\n  options:\n    binary: bin/program.dll\n"
        );
        var prebuilt = (await place.InfraAsync(["preview"])).Succeeded();
        Assert.That(prebuilt.Text, Does.Contain("hello from two"));
        await ProcessTable.NoneLeftAsync(place.Root);
    }

    private static string Project(string sdk) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <OutputPath>bin/</OutputPath>
                <AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{sdk}" />
              </ItemGroup>
            </Project>
            """;

    private static string Program(string name) =>
        $$"""
            return await Pulumi.Deployment.RunAsync(() =>
            {
                Console.WriteLine("hello from {{name}}");
                return new Dictionary<string, object?> { ["said"] = "{{name}}" };
            });
            """;
}
