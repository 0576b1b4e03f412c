using System.CommandLine;
using System.CommandLine.Invocation;

namespace Infra.Cli.Commands.Information;

/// <summary><c>--version</c>: prints the same as the command <c>version</c>.</summary>
internal sealed class VersionAction(CommandContext context) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        context.Terminal.RawOut.WriteLine(VersionCommand.Text);
        return (int)ExitCode.Success;
    }
}
