namespace Infra.Cli.Commands.Stacks;

/// <summary><c>stack unselect</c>: leaves no stack selected.</summary>
internal sealed class StackUnselectCommand : CliCommand
{
    public StackUnselectCommand(CommandContext context)
        : base("unselect", "Leave no stack selected")
    {
        Runs(_ =>
        {
            new StackAccess(context).Unselect();
            context.Terminal.Out.WriteLine("Stack was unselected");
            return Task.CompletedTask;
        });
    }
}
