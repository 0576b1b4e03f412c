using System.CommandLine;

namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack select</c>: chooses the stack that commands work on from now on.</summary>
internal sealed class StackSelectCommand : CliCommand
{
    public StackSelectCommand(CommandContext context)
        : base("select", "Choose the stack that commands work on")
    {
        var name = TakeOptionalArgument("name", "The stack's name");
        var stack = TakeStack();
        var create = Take<bool>("--create", "Make the stack if it does not exist", "-c");
        var provider = Take<string?>("--secrets-provider", "What keeps the secrets of a new stack");
        Runs(async parsed =>
        {
            var access = new StackAccess(context);
            var given = parsed.GetValue(name) ?? parsed.GetValue(stack);
            var reference = given is null ? await access.AskAsync() : access.Parse(given);
            var backend = await access.BackendAsync();
            if (!backend.Exists(reference))
            {
                if (!parsed.GetValue(create))
                {
                    throw access.NotFound(reference);
                }

                await access.CreateAsync(reference, parsed.GetValue(provider) ?? "");
            }

            access.Select(reference);
        });
    }
}
