using System.Collections.Immutable;
using System.CommandLine;
using Infra.Engine.Deployment;

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

    /// <summary>Whether nothing was said about them, so that the user can be asked.</summary>
    public bool IsOpen(ParseResult parsed) =>
        !parsed.GetValue(_skip) && !parsed.GetValue(_clear) && Imports(parsed).Length == 0;

    public DeploymentOptions AddTo(DeploymentOptions options, ParseResult parsed)
    {
        var (clear, imports) = (parsed.GetValue(_clear), Imports(parsed));
        if (imports.Length % 2 != 0)
        {
            throw new CommandException(
                ExitCode.Invocation,
                "--import-pending-creates takes pairs: once with a urn, once with its id."
            );
        }

        if (parsed.GetValue(_skip) && (clear || imports.Length > 0))
        {
            throw new CommandException(
                ExitCode.Invocation,
                "--skip-pending-creates and the other options about pending creates exclude each other."
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
