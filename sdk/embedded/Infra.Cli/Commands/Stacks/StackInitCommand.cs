using Infra.Cli.Commands.Configuration;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack init</c>: creates an empty stack and selects it.</summary>
internal sealed class StackInitCommand : CliCommand
{
    public StackInitCommand(CommandContext context)
        : base(context, "init", "Create an empty stack and select it")
    {
        Aliases.Add("new");
        var name = TakeOptionalArgument("name", "The stack's name");
        var provider = Take<string?>(
            "--secrets-provider",
            "The secrets provider; only passphrase, the default"
        );
        var copied = Take<string?>("--copy-config-from", "Copy the configuration of this stack");
        var noSelect = Take<bool>("--no-select", "Do not select the new stack");
        Take<bool>("--yes", "Accepted without effect", "-y").Hidden = true;
        Runs(async parsed =>
        {
            var given = parsed.GetValue(name) ?? StackOf(parsed) ?? await AskAsync(context);
            var reference = Access.Parse(given);
            var source = parsed.GetValue(copied) is { } other
                ? await Access.RequireAsync(other, offersCreation: false)
                : null;
            await Access.CreateAsync(reference, parsed.GetValue(provider) ?? "");
            if (source is not null)
            {
                var config = new StackConfigAccess(Access, reference);
                await ConfigTransfer.CopyAllAsync(
                    new(Access, source, new(Access, source)),
                    new(Access, reference, config)
                );
                config.Save();
            }

            if (!parsed.GetValue(noSelect))
            {
                Access.Select(reference);
            }

            context.Terminal.Out.WriteLine($"Created stack '{reference.Name}'");
        });
    }

    private static async Task<string> AskAsync(CommandContext context)
    {
        var missing = $"The new stack needs a name: {context.ProgramName} stack init NAME.";
        if (!context.IsInteractive)
        {
            throw CommandException.Usage(missing);
        }

        var prompt = new Terminals.Prompt(context.Terminal, context.Interruption);
        var name = await prompt.AskAsync("Name of the new stack (dev):");
        return name is null ? throw CommandException.Usage(missing)
            : name.Trim() is { Length: > 0 } text ? text
            : "dev";
    }
}
