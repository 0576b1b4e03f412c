using System.Text.Json.Nodes;

namespace Infra.NixHost.Provider.Tests.Definitions;

/// <summary>What the generators of SDKs, the registry and the plugin's download need to know of the package.</summary>
internal sealed class SchemaMetadataTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(Package.Schema())!;

    [TestCase("namespace", "infra")]
    [TestCase("publisher", "Infra.NixHost")]
    [TestCase("license", "MIT")]
    public void The_package_says_whose_it_is(string field, string value) =>
        Assert.That(Text(field), Is.EqualTo(value));

    [TestCase("homepage")]
    [TestCase("repository")]
    [TestCase("logoUrl")]
    public void Addresses_are_of_the_projects_page(string field) =>
        Assert.That(
            new Uri(Text(field)).GetLeftPart(UriPartial.Path),
            Does.StartWith(Package.Repository)
        );

    [Test]
    public void The_plugin_is_looked_for_in_the_releases_of_the_repository() =>
        Assert.That(
            Text("pluginDownloadURL"),
            Is.EqualTo($"github://api.github.com{new Uri(Package.Repository).AbsolutePath}")
        );

    // Without it the generated packages have no version, and Node's has the text ${VERSION}.
    [TestCase("nodejs")]
    [TestCase("python")]
    [TestCase("go")]
    [TestCase("csharp")]
    public void A_generated_package_has_the_schemas_version(string language) =>
        Assert.That(Language(language)["respectSchemaVersion"]!.GetValue<bool>());

    [Test]
    public void The_python_package_is_a_pyproject() =>
        Assert.That(Language("python")["pyproject"]!["enabled"]!.GetValue<bool>());

    [Test]
    public void The_go_package_has_a_path_that_can_be_fetched_and_types_of_lists()
    {
        Assert.That(
            Language("go")["importBasePath"]!.GetValue<string>(),
            Does.StartWith(new Uri(Package.Repository).Authority).And.EndsWith("/nixhost")
        );
        Assert.That(Language("go")["generateResourceContainerTypes"]!.GetValue<bool>());
    }

    [Test]
    public void The_generated_csharp_package_is_another_than_ours() =>
        Assert.That(
            $"{Language("csharp")["rootNamespace"]}.{Language("csharp")["namespaces"]!["nixhost"]}",
            Is.Not.EqualTo(typeof(Infra.NixHost.NixGuest).Namespace)
        );

    [Test]
    public void Every_reference_has_its_type()
    {
        var references = Descendants(Schema)
            .OfType<JsonObject>()
            .Select(o => o["$ref"]?.GetValue<string>())
            .OfType<string>()
            .ToList();

        Assert.That(references, Is.Not.Empty);
        Assert.That(
            references.Where(r => Schema["types"]![r["#/types/".Length..]] is null),
            Is.Empty
        );
    }

    private static string Text(string field) => Schema[field]!.GetValue<string>();

    private static JsonNode Language(string name) => Schema["language"]![name]!;

    private static IEnumerable<JsonNode> Descendants(JsonNode node) =>
        node switch
        {
            JsonObject o => o.SelectMany(p => p.Value is null ? [] : Descendants(p.Value))
                .Prepend(o),
            JsonArray a => a.SelectMany(v => v is null ? [] : Descendants(v)).Prepend(a),
            _ => [node],
        };
}
