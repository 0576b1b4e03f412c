using System.Text.Json;
using System.Xml.Linq;

namespace Repository.Tests.Flavours;

/// <summary>The property <c>PulumiSdk</c> chooses for the whole repository where <c>Pulumi</c> comes from.</summary>
public sealed class PulumiFlavour
{
    private const string StandIn = "Pulumi.csproj";
    private const string Library = "sdk/Infra.NixHost/Infra.NixHost.csproj";

    [TestCaseSource(nameof(Referrers))]
    public async Task The_nuget_flavour_takes_the_package_and_no_project(string project)
    {
        var (packages, projects) = await ReferencesAsync(project, "nuget");

        Assert.That(packages, Has.Member("Pulumi"));
        Assert.That(projects.Select(Path.GetFileName), Has.No.Member(StandIn));
    }

    [TestCase("embedded")]
    [TestCase(null)]
    public async Task The_embedded_flavour_which_is_the_default_takes_the_project_and_no_package(
        string? flavour
    )
    {
        var (packages, projects) = await ReferencesAsync(Library, flavour);

        Assert.That(packages, Has.No.Member("Pulumi"));
        Assert.That(
            projects,
            Is.EquivalentTo([
                "../Infra.NixHost.Analyzers/Infra.NixHost.Analyzers.csproj",
                "../embedded/Pulumi/Pulumi.csproj",
            ])
        );
    }

    // The stand-in's own tests are excluded, because the other flavour excludes them like the stand-in.
    private static IEnumerable<string> Referrers() =>
        Checkout
            .Files("*.csproj")
            .Where(file =>
                XDocument
                    .Load(file)
                    .Descendants("ProjectReference")
                    .Any(r => Path.GetFileName(r.Attribute("Include")!.Value) == StandIn)
            )
            .Select(Checkout.Relative)
            .Where(file => Path.GetFileNameWithoutExtension(file) != "Pulumi.Tests");

    // The property is an environment variable, because ./pulumi passes it to the real CLI and so to dotnet build.
    private static async Task<(string[] Packages, string[] Projects)> ReferencesAsync(
        string project,
        string? flavour
    )
    {
        var output = await Command.OutputAsync(
            Checkout.Root,
            new Dictionary<string, string?> { ["PulumiSdk"] = flavour },
            "dotnet",
            "msbuild",
            project,
            "-getItem:PackageReference,ProjectReference"
        );
        using var items = JsonDocument.Parse(output);
        return (Names(items, "PackageReference"), Names(items, "ProjectReference"));
    }

    private static string[] Names(JsonDocument items, string kind) =>
        [
            .. items
                .RootElement.GetProperty("Items")
                .GetProperty(kind)
                .EnumerateArray()
                .Select(item => item.GetProperty("Identity").GetString()!),
        ];
}
