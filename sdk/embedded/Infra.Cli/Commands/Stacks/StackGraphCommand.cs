namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack graph</c>: writes resources and their dependencies as a DOT file.</summary>
internal sealed class StackGraphCommand : CliCommand
{
    public StackGraphCommand(CommandContext context)
        : base(context, "graph", "Write the resources and their dependencies as a DOT graph")
    {
        var file = TakeArgument("file", "The file to write");
        var ignoreParents = Take<bool>("--ignore-parent-edges", "Leave out the edges to parents");
        var ignoreDependencies = Take<bool>(
            "--ignore-dependency-edges",
            "Leave out the edges to dependencies"
        );
        var dependencyColor = Take<string>("--dependency-edge-color", "The color of those edges");
        var parentColor = Take<string>("--parent-edge-color", "The color of edges to parents");
        dependencyColor.DefaultValueFactory = _ => "#246C60";
        parentColor.DefaultValueFactory = _ => "#AA6639";
        var fragment = Take<string?>("--dot-fragment", "DOT text for the start of the graph");
        var shortNames = Take<bool>("--short-node-name", "Label nodes with names only");
        Runs(async parsed =>
        {
            var stored = await Access.LoadAsync(await RequireStackAsync(parsed));
            var graph = new DotGraph(stored.Snapshot)
            {
                DependencyColor = parsed.GetValue(ignoreDependencies)
                    ? null
                    : parsed.GetValue(dependencyColor),
                ParentColor = parsed.GetValue(ignoreParents) ? null : parsed.GetValue(parentColor),
                Fragment = parsed.GetValue(fragment),
                ShortNames = parsed.GetValue(shortNames),
            };
            var path = Path.GetFullPath(parsed.GetRequiredValue(file), context.WorkingDirectory);
            await WriteAsync(path, graph.Write());
            context.Terminal.Out.WriteLine(
                $"Wrote the stack's graph to {path}. Graphviz draws it: dot -Tsvg -O {path}"
            );
        });
    }

    private async Task WriteAsync(string path, string text)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, Context.Interruption.Graceful);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Usage($"Could not write the graph to {path}: {e.Message}", e);
        }
    }
}
