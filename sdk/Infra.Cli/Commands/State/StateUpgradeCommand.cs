using Infra.Cli.Commands.Stacks;

namespace Infra.Cli.Commands.State;

/// <summary><c>state upgrade</c>: this engine keeps states by project, the newest layout there is; older ones are refused when they are opened.</summary>
internal sealed class StateUpgradeCommand : CliCommand
{
    public StateUpgradeCommand(CommandContext context)
        : base("upgrade", "Bring the layout of the backend up to date")
    {
        Take<bool>("--yes", "Do not ask", "-y");
        Runs(async _ =>
        {
            var backend = await new StackAccess(context).BackendAsync();
            context.Terminal.Out.WriteLine($"The backend {backend.Url} is up to date.");
        });
    }
}
