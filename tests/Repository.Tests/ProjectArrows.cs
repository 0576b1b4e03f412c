using System.Xml.Linq;

namespace Repository.Tests;

public sealed class ProjectArrows
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Infra.Protocol"] = [],
        ["Pulumi"] = ["Infra.Protocol"],
        ["Infra.NixHost"] = ["Pulumi"],
        ["Infra.NixHost.Host"] = [],
        ["Infra.NixHost.Provider"] = ["Infra.NixHost.Host", "Infra.Protocol"],
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
