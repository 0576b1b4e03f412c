using System.CommandLine;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.Secrets;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack change-secrets-provider</c>: encrypts all secrets of a stack anew, in its state and in its settings.</summary>
internal sealed class StackChangeSecretsProviderCommand : CliCommand
{
    private readonly CommandContext _context;
    private readonly Argument<string> _provider;
    private readonly Option<string?> _stack;

    public StackChangeSecretsProviderCommand(CommandContext context)
        : base(
            "change-secrets-provider",
            "Encrypt all secrets of a stack anew, e.g. with another passphrase"
        )
    {
        _context = context;
        _provider = TakeArgument("provider", "What keeps the secrets from now on: passphrase");
        _stack = TakeStack();
        Runs(ChangeAsync);
    }

    private async Task ChangeAsync(ParseResult parsed)
    {
        var access = new StackAccess(_context);
        var stack = await access.RequireAsync(parsed.GetValue(_stack), offersCreation: false);
        var backend = await access.BackendAsync();
        var cancellation = _context.Interruption.Graceful;
        await using var stackLock = await access.LockAsync(stack);
        var stored = await backend.LoadAsync(stack, cancellation);
        var config = new StackConfigAccess(access, stack);
        var present = config.Provider ?? stored.Secrets;
        var type = parsed.GetRequiredValue(_provider);
        var isSame = string.Equals(
            present?.State.Type,
            type == "default" ? "passphrase" : type,
            StringComparison.Ordinal
        );
        // A passphrase that only opened the old secrets is not the new one: that is asked for.
        var provider = (isSame ? new(new NewPassphrase(_context)) : access.Secrets).Create(type);
        config.Reencrypt(provider);
        // State and settings each say what opens them: whatever happens between the two saves, both can be read.
        await backend.SaveAsync(stored, stored.Snapshot, provider);
        config.Save();
        _context.Terminal.Out.WriteLine(
            $"The secrets of stack '{stack.Name}' are encrypted anew. Older backups still need what opened them before."
        );
    }

    /// <summary>Takes a new passphrase from the user, or from the input where there is no terminal.</summary>
    private sealed class NewPassphrase(CommandContext context) : IPassphraseSource
    {
        public string GetPassphrase(bool isNew) =>
            context.IsInteractive
                ? new PassphrasePrompt(context).Ask(isNew: true)
                : context.Terminal.Input.ReadLine()
                    ?? throw new CommandException(
                        ExitCode.Invocation,
                        "stack change-secrets-provider needs the new passphrase: give it as a line on the input."
                    );
    }
}
