using System.CommandLine;
using Infra.Cli.Commands.Configuration;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack init</c>: makes an empty stack and selects it.</summary>
internal sealed class StackInitCommand : CliCommand
{
    public StackInitCommand(CommandContext context)
        : base("init", "Make an empty stack and select it")
    {
        Aliases.Add("new");
        var name = TakeOptionalArgument("name", "The stack's name");
        var stack = TakeStack();
        var provider = Take<string?>(
            "--secrets-provider",
            "What keeps its secrets: passphrase, the default"
        );
        var copied = Take<string?>("--copy-config-from", "Copy the configuration of this stack");
        var noSelect = Take<bool>("--no-select", "Leave the selection as it is");
        Runs(async parsed =>
        {
            var given = parsed.GetValue(name) ?? parsed.GetValue(stack) ?? await AskAsync(context);
            var access = new StackAccess(context);
            var reference = access.Parse(given);
            var source = parsed.GetValue(copied) is { } other
                ? await access.RequireAsync(other, offersCreation: false)
                : null;
            await access.CreateAsync(reference, parsed.GetValue(provider) ?? "");
            if (source is not null)
            {
                var config = new StackConfigAccess(access, reference);
                await ConfigTransfer.CopyAllAsync(
                    new(access, source, new(access, source)),
                    new(access, reference, config)
                );
                config.Save();
            }

            if (!parsed.GetValue(noSelect))
            {
                access.Select(reference);
            }

            context.Terminal.Out.WriteLine($"Created stack '{reference.Name}'");
        });
    }

    private static async Task<string> AskAsync(CommandContext context)
    {
        var missing = $"The new stack needs a name: {context.ProgramName} stack init NAME.";
        if (!context.IsInteractive)
        {
            throw new CommandException(ExitCode.Invocation, missing);
        }

        var prompt = new Terminals.Prompt(context.Terminal, context.Interruption);
        var name = await prompt.AskAsync("Name of the new stack (dev):");
        return name is null ? throw new CommandException(ExitCode.Invocation, missing)
            : name.Trim() is { Length: > 0 } text ? text
            : "dev";
    }
}
