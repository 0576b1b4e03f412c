using System.CommandLine;
using Infra.Engine.Secrets;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack change-secrets-provider</c>: encrypts all secrets in the state and the settings of a stack again.</summary>
internal sealed class StackChangeSecretsProviderCommand : CliCommand
{
    private readonly Argument<string> _provider;

    public StackChangeSecretsProviderCommand(CommandContext context)
        : base(
            context,
            "change-secrets-provider",
            "Encrypt the secrets of a stack with a new passphrase"
        )
    {
        _provider = TakeArgument("provider", "The new secrets provider: passphrase");
        Runs(ChangeAsync);
    }

    private async Task ChangeAsync(ParseResult parsed)
    {
        var stack = await RequireStackAsync(parsed);
        var backend = await Access.BackendAsync();
        await using var stackLock = await Access.LockAsync(stack);
        var stored = await Access.LoadAsync(stack);
        var config = new StackConfigAccess(Access, stack);
        var present = config.Provider ?? stored.Secrets;
        var type = parsed.GetRequiredValue(_provider);
        var isSame = present?.State.Type == (type == "default" ? "passphrase" : type);
        // The new passphrase is always asked for, because the environment may hold the old one.
        var provider = (isSame ? new(new NewPassphrase(Context)) : Access.Secrets).Create(type);
        config.Reencrypt(provider);
        // State and settings each record their provider, so both stay readable after a crash between the two saves.
        await backend.SaveAsync(stored, stored.Snapshot, provider);
        config.Save();
        Context.Terminal.Out.WriteLine(
            $"The secrets of the stack '{stack.Name}' were encrypted with the new passphrase. Older backups still need the old one."
        );
    }

    /// <summary>Reads a new passphrase from the user, or from the input without a terminal.</summary>
    private sealed class NewPassphrase(CommandContext context) : IPassphraseSource
    {
        public string GetPassphrase(bool isNew) =>
            context.IsInteractive
                ? new PassphrasePrompt(context).Ask(isNew: true)
                : context.Terminal.Input.ReadLine()
                    ?? throw CommandException.Usage(
                        "stack change-secrets-provider needs the new passphrase: give it as a line on stdin."
                    );
    }
}
