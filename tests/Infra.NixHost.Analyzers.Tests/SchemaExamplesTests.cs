using Infra.NixHost.Provider.Examples;

namespace Infra.NixHost.Analyzers.Tests;

/// <summary>The C# examples of the schema compile against the library, and the analyzer has nothing against them.</summary>
internal sealed class SchemaExamplesTests
{
    private static IEnumerable<string> Resources => ResourceExamples.All.Keys;

    [TestCaseSource(nameof(Resources))]
    public async Task The_csharp_example_of_a_resource_compiles(string resource)
    {
        var program = new ExampleProgram(ExampleLanguage.CSharp).Write(
            ResourceExamples.All[resource]
        );
        var begin = program.IndexOf("{\n", StringComparison.Ordinal) + 2;
        var statements = new Snippet(
            program[begin..program.LastIndexOf("});", StringComparison.Ordinal)]
        );

        Assert.That(statements.Errors(), Is.Empty);
        Assert.That(await statements.DiagnosticsAsync(), Is.Empty);
    }
}
