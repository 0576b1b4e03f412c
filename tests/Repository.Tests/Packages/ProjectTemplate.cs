using System.Xml.Linq;

namespace Repository.Tests.Packages;

/// <summary>The folder that becomes a project is the quickstart, and refers to the packages of its own version.</summary>
public sealed class ProjectTemplate
{
    private static readonly string Templates = Path.Combine(
        Checkout.Root,
        "sdk",
        "Infra.NixHost.Templates"
    );
    private static readonly string Quickstart = Path.Combine(
        Checkout.Root,
        "examples",
        "quickstart"
    );

    [Test]
    public void Its_program_is_the_quickstarts()
    {
        Assert.That(
            File.ReadAllText(Path.Combine(Templates, "nixhost-csharp", "Program.cs")),
            Is.EqualTo(File.ReadAllText(Path.Combine(Quickstart, "Program.cs")))
        );
        Assert.That(
            Directory.ResolveLinkTarget(Path.Combine(Quickstart, "guest"), true)!.FullName,
            Is.EqualTo(Path.Combine(Templates, "nixhost-csharp", "guest"))
        );
    }

    [TestCase("csharp")]
    [TestCase("nixhost-csharp")]
    public void It_refers_to_the_package_of_its_version(string template)
    {
        var props = XDocument.Load(Path.Combine(Checkout.Root, "Directory.Build.props"));
        var project = XDocument.Load(Path.Combine(Templates, template, "${PROJECT}.csproj"));

        Assert.That(
            project
                .Descendants("PackageReference")
                .Select(p => (p.Attribute("Include")!.Value, p.Attribute("Version")!.Value)),
            Is.EqualTo([("Infra.NixHost", props.Descendants("Version").Single().Value)])
        );
    }

    // What dotnet new leaves out of Pulumi.yaml is the section that the other tools read and leave out.
    [Test]
    public void Dotnet_new_leaves_out_the_section_of_the_other_tools()
    {
        var manifest = File.ReadAllText(Path.Combine(Templates, "nixhost-csharp", "Pulumi.yaml"));
        using var template = System.Text.Json.JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Templates, "template.json"))
        );

        Assert.That(
            template
                .RootElement.GetProperty("symbols")
                .GetProperty("sectionForPulumiNew")
                .GetProperty("replaces")
                .GetString(),
            Is.EqualTo(manifest[manifest.IndexOf("template:", StringComparison.Ordinal)..])
        );
    }
}
