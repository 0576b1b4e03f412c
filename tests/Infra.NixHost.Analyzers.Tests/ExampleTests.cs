using System.Xml.Linq;
using Pulumi;

namespace Infra.NixHost.Analyzers.Tests;

/// <summary>The examples in the documentation of the resources.</summary>
internal sealed class ExampleTests
{
    private static readonly Dictionary<string, string[]> Examples = XDocument
        .Load(Path.ChangeExtension(typeof(SelfConfiguringGuest).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(
            m => m.Attribute("name")!.Value,
            m => m.Elements("example").Select(e => e.Element("code")?.Value ?? "").ToArray(),
            StringComparer.Ordinal
        );

    private static IEnumerable<string> Resources =>
        typeof(SelfConfiguringGuest)
            .Assembly.GetExportedTypes()
            .Where(t => t.IsSubclassOf(typeof(Resource)))
            .Select(t => t.Name);

    [TestCaseSource(nameof(Resources))]
    public async Task Each_resource_has_an_example_that_compiles_and_is_right(string resource)
    {
        var code = Examples[$"T:Infra.NixHost.{resource}"].Single();
        var snippet = new Snippet(code);

        Assert.That(code, Does.Contain($"new {resource}("));
        Assert.That(snippet.Errors(), Is.Empty);
        Assert.That(await snippet.DiagnosticsAsync(), Is.Empty);
    }
}
