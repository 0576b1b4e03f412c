namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack select</c>: selects the stack that later commands work on.</summary>
internal sealed class StackSelectCommand : CliCommand
{
    public StackSelectCommand(CommandContext context)
        : base(context, "select", "Select the stack that commands work on")
    {
        var name = TakeOptionalArgument("name", "The stack's name");
        var create = Take<bool>("--create", "Create the stack if it does not exist", "-c");
        var provider = Take<string?>("--secrets-provider", "The secrets provider of a new stack");
        Runs(async parsed =>
        {
            var given = parsed.GetValue(name) ?? StackOf(parsed);
            var reference = given is null ? await Access.AskAsync() : Access.Parse(given);
            var backend = await Access.BackendAsync();
            if (!backend.Exists(reference))
            {
                if (!parsed.GetValue(create))
                {
                    throw await Access.NotFoundAsync(reference);
                }

                await Access.CreateAsync(reference, parsed.GetValue(provider) ?? "");
            }

            Access.Select(reference);
        });
    }
}
