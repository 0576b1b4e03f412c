using System.Xml.Linq;

namespace Repository.Tests;

public sealed class ProjectArrows
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Infra.Protocol"] = [],
        ["Pulumi"] = ["Infra.Protocol"],
        // The library packs the analyzer and does not reference its assembly.
        ["Infra.NixHost"] = ["Pulumi", "Infra.NixHost.Analyzers"],
        ["Infra.NixHost.Analyzers"] = [],
        ["Infra.NixHost.Host"] = [],
        ["Infra.NixHost.Templates"] = [],
        ["Infra.NixHost.Provider"] = ["Infra.NixHost.Host", "Infra.Protocol"],
        // It packs the provider, whose checks it runs, and a stack's test references the library with it.
        ["Infra.NixHost.Testing"] =
        [
            "Infra.NixHost",
            "Infra.NixHost.Provider",
            "Infra.NixHost.Host",
            "Infra.Protocol",
            "Pulumi",
        ],
        ["Infra.Engine"] = ["Infra.Protocol"],
        ["Infra.Cli"] = ["Infra.Engine"],
    };

    [Test]
    public void Every_sdk_project_has_its_arrows_written_down()
    {
        var projects = Checkout
            .Files("*.csproj")
            .Where(f => Checkout.Relative(f).StartsWith("sdk/", StringComparison.Ordinal))
            .Select(f => Path.GetFileNameWithoutExtension(f));

        Assert.That(projects, Is.EquivalentTo(Allowed.Keys));
    }

    [TestCaseSource(nameof(SdkProjects))]
    public void A_project_references_only_what_its_arrows_allow(string project)
    {
        var file = Checkout.Files(project + ".csproj").Single();

        var references = XDocument
            .Load(file)
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));

        Assert.That(references, Is.SubsetOf(Allowed[project]));
    }

    [Test]
    public void The_analyzer_compiles_the_rules_of_the_provider_and_sizes_durations_and_addresses()
    {
        var linked = XDocument
            .Load(Checkout.Files("Infra.NixHost.Analyzers.csproj").Single())
            .Descendants("Compile")
            .Select(c => c.Attribute("Include")!.Value);

        Assert.That(
            linked,
            Is.EquivalentTo([
                "../Infra.NixHost.Provider/Rules/*.cs",
                "../Infra.NixHost.Provider/Values/ByteSize.cs",
                "../Infra.NixHost.Provider/Values/DurationText.cs",
                "../Infra.NixHost.Provider/Values/LanIp.cs",
            ])
        );
    }

    [Test]
    public void The_library_is_referenced_with_its_analyzer_where_programs_are_written()
    {
        var without =
            from file in Checkout.Files("*.csproj")
            where IsOfPrograms(Checkout.Relative(file))
            let text = File.ReadAllText(file)
            where text.Contains("/Infra.NixHost.csproj", StringComparison.Ordinal)
            where !text.Contains("Infra.NixHost.Analyzers.csproj", StringComparison.Ordinal)
            select Checkout.Relative(file);

        Assert.That(without, Is.Empty);
    }

    private static bool IsOfPrograms(string project) =>
        project.StartsWith("examples/", StringComparison.Ordinal)
        || project.EndsWith("Stack.csproj", StringComparison.Ordinal);

    [Test]
    public void No_sdk_project_references_tests_or_examples()
    {
        var strays = Checkout
            .Files("*.csproj")
            .Where(f => Checkout.Relative(f).StartsWith("sdk/", StringComparison.Ordinal))
            .Where(f =>
                XDocument
                    .Load(f)
                    .Descendants("ProjectReference")
                    .Any(r =>
                        r.Attribute("Include")!.Value.Contains("tests/", StringComparison.Ordinal)
                        || r.Attribute("Include")!
                            .Value.Contains("examples/", StringComparison.Ordinal)
                    )
            );

        Assert.That(strays, Is.Empty);
    }

    private static IEnumerable<string> SdkProjects() => Allowed.Keys;
}
