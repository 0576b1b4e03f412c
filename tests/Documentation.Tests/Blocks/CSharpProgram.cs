using System.Collections.Immutable;
using Infra.NixHost.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Documentation.Tests.Blocks;

/// <summary>A block of a page as a program, which may name the resources of the page's other blocks.</summary>
internal sealed class CSharpProgram
{
    private const string Around = """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.IO;
        global using System.Linq;
        global using System.Threading.Tasks;
        global using Infra.NixHost;
        global using NUnit.Framework;
        global using Pulumi;
        global using static Given;

        /// <summary>What the pages speak of without declaring it again.</summary>
        internal static class Given
        {
            public static NixImage image => null!;
            public static OverlayDisk os => null!;
            public static ConfigDisk config => null!;
            public static BridgeNetwork lan => null!;
            public static NixGuest guest => null!;
        }
        """;

    /// <summary>A user's project has neither the provider nor the engine.</summary>
    private static readonly string[] Unseen =
    [
        "pulumi-resource-nixhost",
        "infra",
        "Infra.Engine",
        "Infra.NixHost.Host",
        "Infra.NixHost.Analyzers",
        "Documentation.Tests",
        "TestKit",
    ];

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(p =>
                !Unseen.Contains(Path.GetFileNameWithoutExtension(p), StringComparer.Ordinal)
            )
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private readonly SyntaxTree _block;
    private readonly CSharpCompilation _compilation;

    public CSharpProgram(string text)
    {
        _block = CSharpSyntaxTree.ParseText(text);
        // A block of declarations alone is a part of a library.
        var isProgram = _block
            .GetRoot()
            .ChildNodes()
            .Any(n => n is Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax);
        _compilation = CSharpCompilation.Create(
            $"Block{Guid.NewGuid():N}",
            [_block, CSharpSyntaxTree.ParseText(Around)],
            References,
            new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );
    }

    /// <summary>What the compiler has against it.</summary>
    public IEnumerable<string> Errors() => Texts(_compilation.GetDiagnostics());

    /// <summary>What the parser has against it.</summary>
    public IEnumerable<string> SyntaxErrors() => Texts(_block.GetDiagnostics());

    /// <summary>What the analyzer of the package says.</summary>
    public async Task<IEnumerable<string>> FindingsAsync() =>
        (
            await _compilation.WithAnalyzers([new InputsAnalyzer()]).GetAnalyzerDiagnosticsAsync()
        ).Select(d => $"{d.Id}: {d.GetMessage(null)}");

    private static IEnumerable<string> Texts(IEnumerable<Diagnostic> found) =>
        found
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d =>
                $"{d.Location.GetLineSpan().StartLinePosition.Line + 1}: {d.Id}: {d.GetMessage(null)}"
            );
}
