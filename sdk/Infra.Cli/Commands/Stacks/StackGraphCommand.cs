using System.CommandLine;
using System.Text;
using Infra.Engine.State;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack graph</c>: resources and what they depend on, as a DOT file.</summary>
internal sealed class StackGraphCommand : CliCommand
{
    private const string DependencyColor = "#246C60";
    private const string ParentColor = "#AA6639";

    public StackGraphCommand(CommandContext context)
        : base("graph", "Write the resources and their dependencies as a DOT graph")
    {
        var file = TakeArgument("file", "The file to write");
        var stack = TakeStack();
        var ignoreParents = Take<bool>("--ignore-parent-edges", "Leave out who is whose parent");
        var ignoreDependencies = Take<bool>("--ignore-dependency-edges", "Leave out dependencies");
        Runs(async parsed =>
        {
            var access = new StackAccess(context);
            var reference = await access.RequireAsync(
                parsed.GetValue(stack),
                offersCreation: false
            );
            var stored = await (await access.BackendAsync()).LoadAsync(
                reference,
                context.Interruption.Graceful
            );
            var dot = Dot(
                stored.Snapshot,
                !parsed.GetValue(ignoreParents),
                !parsed.GetValue(ignoreDependencies)
            );
            var path = Path.GetFullPath(parsed.GetRequiredValue(file), context.WorkingDirectory);
            await File.WriteAllTextAsync(path, dot, context.Interruption.Graceful);
            context.Terminal.Out.WriteLine(
                $"Wrote the stack's graph to {path}; 'dot -Tsvg' draws it."
            );
        });
    }

    private static string Dot(Snapshot snapshot, bool withParents, bool withDependencies)
    {
        var resources = snapshot.Resources.Where(r => !r.Delete).ToList();
        var numbers = resources
            .Select((r, i) => (r.Urn.Value, i))
            .ToDictionary(StringComparer.Ordinal);
        var dot = new StringBuilder("digraph {\n  rankdir=LR;\n  node [shape=box];\n");
        foreach (var resource in resources)
        {
            var label = $"{resource.Type}\\n{Escape(resource.Urn.Name)}";
            dot.Append($"  r{numbers[resource.Urn.Value]} [label=\"{label}\"];\n");
        }

        foreach (var resource in resources)
        {
            var from = numbers[resource.Urn.Value];
            var dependencies = withDependencies ? resource.Dependencies.Select(d => d.Value) : [];
            foreach (var dependency in dependencies.Where(numbers.ContainsKey))
            {
                dot.Append($"  r{from} -> r{numbers[dependency]} [color=\"{DependencyColor}\"];\n");
            }

            if (
                withParents
                && resource.Parent is { } parent
                && numbers.TryGetValue(parent.Value, out var to)
            )
            {
                dot.Append($"  r{from} -> r{to} [color=\"{ParentColor}\", style=dashed];\n");
            }
        }

        return dot.Append("}\n").ToString();
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
}
