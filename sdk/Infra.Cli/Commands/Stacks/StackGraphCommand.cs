using System.CommandLine;
using Infra.Cli.Graphs;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack graph</c>: resources and what they depend on, as a DOT file or as a picture.</summary>
internal sealed class StackGraphCommand : CliCommand
{
    private readonly CommandContext _context;
    private readonly Argument<string> _file;
    private readonly Option<string?> _stack;
    private readonly Option<string?> _format;
    private readonly Option<bool> _ignoreParents;
    private readonly Option<bool> _ignoreDependencies;
    private readonly Option<string?> _dependencyColor;
    private readonly Option<string?> _parentColor;
    private readonly Option<string?> _fragment;
    private readonly Option<bool> _shortNames;

    public StackGraphCommand(CommandContext context)
        : base("graph", "Write the resources and their dependencies as a DOT graph, or as an SVG")
    {
        _context = context;
        _file = TakeArgument("file", "The file to write");
        _stack = TakeStack();
        _format = Take<string?>(
            "--format",
            "dot or svg; by default what the file's name ends with"
        );
        _format.AcceptOnlyFromAmong("dot", "svg");
        _ignoreParents = Take<bool>("--ignore-parent-edges", "Leave out who is whose parent");
        _ignoreDependencies = Take<bool>("--ignore-dependency-edges", "Leave out dependencies");
        _dependencyColor = Take<string?>("--dependency-edge-color", "The colour of dependencies");
        _parentColor = Take<string?>("--parent-edge-color", "The colour of parents");
        _fragment = Take<string?>("--dot-fragment", "DOT text to begin the graph with");
        _shortNames = Take<bool>("--short-node-name", "Label nodes with names only");
        Runs(WriteAsync);
    }

    private async Task WriteAsync(ParseResult parsed)
    {
        var access = new StackAccess(_context);
        var stack = await access.RequireAsync(parsed.GetValue(_stack), offersCreation: false);
        var stored = await (await access.BackendAsync()).LoadAsync(
            stack,
            _context.Interruption.Graceful
        );
        var graph = ResourceGraph.Of(
            stored.Snapshot,
            withParents: !parsed.GetValue(_ignoreParents),
            withDependencies: !parsed.GetValue(_ignoreDependencies)
        );
        var path = Path.GetFullPath(parsed.GetRequiredValue(_file), _context.WorkingDirectory);
        var isSvg = parsed.GetValue(_format) is { } format
            ? format == "svg"
            : path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);
        var text = isSvg
            ? SvgGraph.Write(graph, Style(parsed))
            : DotGraph.Write(graph, Style(parsed));
        await WriteAsync(path, text);
        _context.Terminal.Out.WriteLine(
            isSvg
                ? $"Wrote the stack's graph to {path}."
                : $"Wrote the stack's graph to {path}; 'dot -Tsvg' draws it, and a name that ends with .svg gives a picture at once."
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
            await File.WriteAllTextAsync(path, text, _context.Interruption.Graceful);
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
