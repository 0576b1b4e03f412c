using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Plugins;
using Infra.Engine.State;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Cli.Commands.Imports;

/// <summary>Writes the code of imported resources, in the language of a project.</summary>
/// <param name="project">The project, whose plugins have the schemas.</param>
internal sealed class ImportedCode(Project project)
{
    /// <summary>Whether code can be written in the language of the project, which is so for C#.</summary>
    public bool CanWrite => project.Runtime == "dotnet";

    /// <summary>A whole program that declares resources, in the form of the templates.</summary>
    /// <exception cref="InfraException">A package has no plugin here, or no schema.</exception>
    public async Task<string> WriteProgramAsync(
        ImmutableArray<ResourceState> resources,
        CancellationToken cancellationToken
    )
    {
        var statements = await WriteAsync(resources, cancellationToken);
        var body = statements.Split('\n').Select(line => line.Length > 0 ? $"    {line}" : line);
        var usings = resources
            .Select(r => $"using {NamespaceOf(r.Type.Split(':')[0])};")
            .Append("using Pulumi;")
            .Distinct()
            .Order(StringComparer.Ordinal);
        return $$"""
            {{string.Join('\n', usings)}}

            return await Deployment.RunAsync(() =>
            {
            {{string.Join('\n', body)}}
            });
            """;
    }

    /// <summary>The namespace of a package's classes: our own, or where Pulumi's generator puts them.</summary>
    private static string NamespaceOf(string package) =>
        package == "nixhost"
            ? "Infra.NixHost"
            : $"Pulumi.{char.ToUpperInvariant(package[0])}{package[1..]}";

    /// <summary>The statements that declare resources.</summary>
    /// <exception cref="InfraException">A package has no plugin here, or no schema.</exception>
    public async Task<string> WriteAsync(
        ImmutableArray<ResourceState> resources,
        CancellationToken cancellationToken
    )
    {
        var statements = new List<string>();
        // Top-level statements have a variable of that name already.
        var variables = new HashSet<string> { "args" };
        var references = new ImportedReferences(resources);
        foreach (var package in references.InOrder(resources).GroupBy(r => r.Type.Split(':')[0]))
        {
            using var schema = JsonDocument.Parse(
                await PackageSchemas.ReadAsync(
                    project,
                    package.Key,
                    new NoEvents(),
                    cancellationToken
                )
            );
            var code = new CSharpCode(schema.RootElement, variables, references);
            statements.AddRange(package.Select(code.Statement));
        }

        return string.Join("\n\n", statements);
    }
}
