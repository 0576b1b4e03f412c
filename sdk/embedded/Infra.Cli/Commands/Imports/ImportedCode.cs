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

    /// <summary>The statements that declare resources.</summary>
    /// <exception cref="InfraException">A package has no plugin here, or no schema.</exception>
    public async Task<string> WriteAsync(
        ImmutableArray<ResourceState> resources,
        CancellationToken cancellationToken
    )
    {
        var statements = new List<string>();
        var variables = new HashSet<string>();
        foreach (var package in resources.GroupBy(r => r.Type.Split(':')[0]))
        {
            using var schema = JsonDocument.Parse(
                await PackageSchemas.ReadAsync(
                    project,
                    package.Key,
                    new NoEvents(),
                    cancellationToken
                )
            );
            var code = new CSharpCode(schema.RootElement, variables);
            statements.AddRange(
                package.Select(r => code.Statement(r.Type, r.Urn.Name, r.Inputs, r.Protect))
            );
        }

        return string.Join("\n\n", statements);
    }
}
