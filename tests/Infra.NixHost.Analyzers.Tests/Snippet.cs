using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Infra.NixHost.Analyzers.Tests;

/// <summary>Statements of a program, compiled against the library as a user's are.</summary>
internal sealed class Snippet
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly CSharpCompilation _compilation;

    public Snippet(string statements) =>
        _compilation = CSharpCompilation.Create(
            $"Snippet{Guid.NewGuid():N}",
            [
                CSharpSyntaxTree.ParseText(
                    $$"""
                    using System;
                    using System.Collections.Generic;
                    using System.Linq;
                    using System.Threading.Tasks;
                    using Infra.NixHost;
                    using Pulumi;
                    public static class Program
                    {
                        public static void Run()
                        {
                            {{statements}}
                        }
                    }
                    """
                ),
            ],
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );

    /// <summary>What the compiler has against it.</summary>
    public IEnumerable<string> Errors() =>
        _compilation
            .GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => $"{d.Id}: {d.GetMessage(null)}");

    /// <summary>What the analyzer says, in the order of the text.</summary>
    public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync()
    {
        var found = await _compilation
            .WithAnalyzers([new InputsAnalyzer()])
            .GetAnalyzerDiagnosticsAsync();
        Assert.That(found.Where(d => d.Id.StartsWith("AD", StringComparison.Ordinal)), Is.Empty);
        return [.. found.OrderBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>Runs the statements.</summary>
    public void Run()
    {
        using var assembly = new MemoryStream();
        var result = _compilation.Emit(assembly);
        Assert.That(
            result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error),
            Is.Empty
        );
        System
            .Reflection.Assembly.Load(assembly.ToArray())
            .GetType("Program")!
            .GetMethod("Run")!
            .Invoke(null, null);
    }
}
