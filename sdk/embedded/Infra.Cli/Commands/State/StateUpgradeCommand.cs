namespace Infra.Cli.Commands.State;

/// <summary><c>state upgrade</c>: does nothing, because this engine opens only backends of the newest layout.</summary>
internal sealed class StateUpgradeCommand : CliCommand
{
    public StateUpgradeCommand(CommandContext context)
        : base(context, "upgrade", "Upgrade the backend to the newest layout")
    {
        Take<bool>("--yes", "Do not ask", "-y");
        Runs(async _ =>
        {
            var backend = await Access.BackendAsync();
            context.Terminal.Out.WriteLine($"The backend {backend.Url} is up to date.");
        });
    }
}
