using System.CommandLine;
using Infra.Cli.Graphs;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack graph</c>: writes resources and their dependencies as a DOT or SVG file.</summary>
internal sealed class StackGraphCommand : CliCommand
{
    private readonly Argument<string> _file;
    private readonly Option<string?> _format;
    private readonly Option<bool> _ignoreParents;
    private readonly Option<bool> _ignoreDependencies;
    private readonly Option<string?> _dependencyColor;
    private readonly Option<string?> _parentColor;
    private readonly Option<string?> _fragment;
    private readonly Option<bool> _shortNames;

    public StackGraphCommand(CommandContext context)
        : base(context, "graph", "Write the resources and their dependencies as a DOT or SVG graph")
    {
        _file = TakeArgument("file", "The file to write");
        _format = Take<string?>("--format", "dot or svg; by default the file's extension, or dot");
        _format.AcceptOnlyFromAmong("dot", "svg");
        _ignoreParents = Take<bool>("--ignore-parent-edges", "Leave out the edges to parents");
        _ignoreDependencies = Take<bool>(
            "--ignore-dependency-edges",
            "Leave out the edges to dependencies"
        );
        _dependencyColor = Take<string?>(
            "--dependency-edge-color",
            "The color of edges to dependencies"
        );
        _parentColor = Take<string?>("--parent-edge-color", "The color of edges to parents");
        _fragment = Take<string?>("--dot-fragment", "DOT text for the start of the graph");
        _shortNames = Take<bool>("--short-node-name", "Label nodes with names only");
        Runs(WriteAsync);
    }

    private async Task WriteAsync(ParseResult parsed)
    {
        var stack = await RequireStackAsync(parsed);
        var stored = await Access.LoadAsync(stack);
        var graph = ResourceGraph.Of(
            stored.Snapshot,
            withParents: !parsed.GetValue(_ignoreParents),
            withDependencies: !parsed.GetValue(_ignoreDependencies)
        );
        var path = Path.GetFullPath(parsed.GetRequiredValue(_file), Context.WorkingDirectory);
        var isSvg = parsed.GetValue(_format) is { } format
            ? format == "svg"
            : path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);
        var text = isSvg
            ? SvgGraph.Write(graph, Style(parsed))
            : DotGraph.Write(graph, Style(parsed));
        await WriteAsync(path, text);
        Context.Terminal.Out.WriteLine(
            isSvg
                ? $"Wrote the stack's graph to {path}."
                : $"Wrote the stack's graph to {path}. Draw it with 'dot -Tsvg', or use the extension .svg."
        );
    }

    private GraphStyle Style(ParseResult parsed)
    {
        var usual = new GraphStyle();
        return usual with
        {
            DependencyColor = parsed.GetValue(_dependencyColor) ?? usual.DependencyColor,
            ParentColor = parsed.GetValue(_parentColor) ?? usual.ParentColor,
            DotFragment = parsed.GetValue(_fragment) ?? "",
            ShortNames = parsed.GetValue(_shortNames),
        };
    }

    private async Task WriteAsync(string path, string text)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, Context.Interruption.Graceful);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.Invocation,
                $"Could not write the graph to {path}: {e.Message}",
                e
            );
        }
    }
}
