using Infra.Cli.Terminals;

namespace Infra.Cli.Commands.Stacks;

/// <summary>Asks for a passphrase, and repeats the question for a new one.</summary>
internal sealed class PassphrasePrompt(CommandContext context)
{
    private readonly Prompt _prompt = new(context.Terminal, context.Interruption);

    public string Ask(bool isNew)
    {
        while (true)
        {
            var first = Ask(
                isNew
                    ? "New passphrase to protect the stack's secrets:"
                    : "Passphrase to unlock the stack's secrets:"
            );
            if (!isNew || first == Ask("Repeat the passphrase:"))
            {
                return first;
            }

            context.Terminal.Out.WriteLine("The passphrases differ. Please try again.");
        }
    }

    // Decryption is synchronous, so the question blocks.
    private string Ask(string question) =>
        _prompt.AskHiddenAsync(question).GetAwaiter().GetResult()
        ?? throw CommandException.Usage("No passphrase was given.");
}
