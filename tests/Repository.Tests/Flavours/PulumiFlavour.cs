using System.Text.Json;
using System.Xml.Linq;

namespace Repository.Tests.Flavours;

/// <summary><c>PulumiSdk</c> decides for the whole repository where <c>Pulumi</c> comes from.</summary>
public sealed class PulumiFlavour
{
    [Test]
    public async Task The_nuget_flavour_takes_the_package_and_no_project()
    {
        var (packages, projects) = await ReferencesAsync("nuget");

        Assert.That(packages, Has.Member("Pulumi"));
        Assert.That(projects, Is.Empty);
    }

    [TestCase("embedded")]
    [TestCase(null)]
    public async Task The_embedded_flavour_which_is_the_default_takes_the_project_and_no_package(
        string? flavour
    )
    {
        var (packages, projects) = await ReferencesAsync(flavour);

        Assert.That(packages, Has.No.Member("Pulumi"));
        Assert.That(projects, Is.EqualTo(["../Pulumi/Pulumi.csproj"]));
    }

    [Test]
    public void Only_the_library_decides_and_only_the_stand_ins_own_tests_always_take_it()
    {
        var referrers = Checkout
            .Files("*.csproj")
            .Where(file =>
                XDocument
                    .Load(file)
                    .Descendants("ProjectReference")
                    .Any(r => Path.GetFileName(r.Attribute("Include")!.Value) == "Pulumi.csproj")
            )
            .Select(Path.GetFileNameWithoutExtension);

        Assert.That(referrers, Is.EquivalentTo(["Infra.NixHost", "Pulumi.Tests"]));
    }

    // As ./pulumi says it to the real CLI, and that to dotnet build: through the environment.
    private static async Task<(string[] Packages, string[] Projects)> ReferencesAsync(
        string? flavour
    )
    {
        var output = await Command.OutputAsync(
            Checkout.Root,
            new Dictionary<string, string?> { ["PulumiSdk"] = flavour },
            "dotnet",
            "msbuild",
            "sdk/Infra.NixHost/Infra.NixHost.csproj",
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
