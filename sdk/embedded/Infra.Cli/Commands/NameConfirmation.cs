using Infra.Cli.Terminals;

namespace Infra.Cli.Commands;

/// <summary>Asks for the name of a stack before a command that cannot be undone.</summary>
internal sealed class NameConfirmation(CommandContext context)
{
    /// <summary>Throws unless <c>--yes</c> was given or the user types the name.</summary>
    public async Task RequireAsync(
        bool isSure,
        string command,
        string stack,
        string warning,
        string declined
    )
    {
        if (isSure)
        {
            return;
        }

        if (!context.IsInteractive)
        {
            throw CommandException.Usage(
                $"{command} needs a confirmation: pass --yes in non-interactive mode."
            );
        }

        context.Terminal.Out.WriteLine(warning, Tone.Warning);
        var answer = await new Prompt(context.Terminal, context.Interruption).AskAsync(
            $"Please confirm that this is what you'd like to do by typing `{stack}`:"
        );
        if (answer?.Trim() != stack)
        {
            throw new CommandException(ExitCode.Failure, $"confirmation declined: {declined}");
        }
    }
}
