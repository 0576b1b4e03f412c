namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack unselect</c>: clears the selection.</summary>
internal sealed class StackUnselectCommand : CliCommand
{
    public StackUnselectCommand(CommandContext context)
        : base(context, "unselect", "Clear the selection of a stack")
    {
        Runs(_ =>
        {
            Access.Unselect();
            context.Terminal.Out.WriteLine("Stack was unselected");
            return Task.CompletedTask;
        });
    }
}
