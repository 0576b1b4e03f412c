using System.Collections.Immutable;
using System.CommandLine;

namespace Infra.Cli.Commands.Operations;

/// <summary>The options of <c>refresh</c> about creates that a killed run has left open.</summary>
internal sealed class PendingCreateFlags
{
    private readonly Option<bool> _skip = new("--skip-pending-creates")
    {
        Description = "Leave creates of a killed run open",
    };
    private readonly Option<bool> _clear = new("--clear-pending-creates")
    {
        Description = "Forget creates of a killed run",
    };
    private readonly Option<string[]> _import = new("--import-pending-creates")
    {
        Description = "Take over what a killed run created: once the urn, once the id, repeatable",
        HelpName = "urn id",
    };

    public IEnumerable<Option> All => [_skip, _clear, _import];

    public PendingCreateSettings? Read(ParseResult parsed, bool isPreviewOnly)
    {
        var (skip, clear) = (parsed.GetValue(_skip), parsed.GetValue(_clear));
        var imports = parsed.GetValue(_import) ?? [];
        if (imports.Length % 2 != 0)
        {
            throw new CommandException(
                ExitCode.Invocation,
                "--import-pending-creates takes pairs: once with a urn, once with its id."
            );
        }

        if (skip && (clear || imports.Length > 0))
        {
            throw new CommandException(
                ExitCode.Invocation,
                "--skip-pending-creates and the other options about pending creates exclude each other."
            );
        }

        if (isPreviewOnly && (clear || imports.Length > 0))
        {
            throw new CommandException(
                ExitCode.Invocation,
                "--clear-pending-creates and --import-pending-creates change the state: leave --preview-only out."
            );
        }

        return skip || clear || imports.Length > 0
            ? new(skip, clear, imports.Chunk(2).ToImmutableDictionary(p => p[0], p => p[1]))
            : null;
    }
}
