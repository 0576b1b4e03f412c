using Infra.Cli.Terminals;

namespace Infra.Cli.Commands.Stacks;

/// <summary>Asks for a passphrase; twice for a new one.</summary>
internal sealed class PassphrasePrompt(CommandContext context)
{
    private readonly Prompt _prompt = new(context.Terminal, context.Interruption);

    public string Ask(bool isNew)
    {
        while (true)
        {
            var first = Ask(
                isNew
                    ? "Passphrase that protects the stack's secrets:"
                    : "Passphrase of the stack's secrets:"
            );
            if (!isNew || string.Equals(first, Ask("The same again:"), StringComparison.Ordinal))
            {
                return first;
            }

            context.Terminal.Out.WriteLine("They differ; please try again.");
        }
    }

    // The source of passphrases is asked in the middle of a synchronous decryption.
    private string Ask(string question) =>
        _prompt.AskHiddenAsync(question).GetAwaiter().GetResult()
        ?? throw new CommandException(ExitCode.Invocation, "No passphrase was given.");
}
