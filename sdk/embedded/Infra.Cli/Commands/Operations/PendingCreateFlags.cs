using System.Collections.Immutable;
using System.CommandLine;
using Infra.Engine.Deployment;

namespace Infra.Cli.Commands.Operations;

/// <summary>The options of <c>refresh</c> about the pending creates of an interrupted run.</summary>
internal sealed class PendingCreateFlags
{
    private readonly Option<bool> _skip = new("--skip-pending-creates")
    {
        Description = "Keep pending creates of an interrupted run",
    };
    private readonly Option<bool> _clear = new("--clear-pending-creates")
    {
        Description = "Remove pending creates of an interrupted run",
    };
    private readonly Option<string[]> _import = new("--import-pending-creates")
    {
        Description = "Import a pending create: first its URN, then its id; repeatable",
        HelpName = "URN ID",
    };

    public IEnumerable<Option> All => [_skip, _clear, _import];

    /// <summary>Whether no option about pending creates was given, so the user can be asked.</summary>
    public bool IsOpen(ParseResult parsed) =>
        !parsed.GetValue(_skip) && !parsed.GetValue(_clear) && Imports(parsed).Length == 0;

    public DeploymentOptions AddTo(DeploymentOptions options, ParseResult parsed)
    {
        var (clear, imports) = (parsed.GetValue(_clear), Imports(parsed));
        if (imports.Length % 2 != 0)
        {
            throw new CommandException(
                ExitCode.Invocation,
                "--import-pending-creates needs pairs of a URN and an id."
            );
        }

        if (parsed.GetValue(_skip) && (clear || imports.Length > 0))
        {
            throw new CommandException(
                ExitCode.Invocation,
                "--skip-pending-creates cannot be used with the other options about pending creates."
            );
        }

        return options with
        {
            ClearPendingCreates = clear,
            ImportPendingCreates = imports
                .Chunk(2)
                .ToImmutableDictionary(p => p[0], p => p[1], StringComparer.Ordinal),
        };
    }

    private string[] Imports(ParseResult parsed) => parsed.GetValue(_import) ?? [];
}
