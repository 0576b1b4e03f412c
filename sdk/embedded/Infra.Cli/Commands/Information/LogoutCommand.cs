using Infra.Engine.Workspace;

namespace Infra.Cli.Commands.Information;

/// <summary><c>logout</c>: forgets the backend chosen by <c>login</c>. Its states stay.</summary>
internal sealed class LogoutCommand : CliCommand
{
    public LogoutCommand(CommandContext context)
        : base(context, "logout", "Forget the backend chosen by login; its states stay")
    {
        var url = TakeOptionalArgument("url", "The backend's URL; by default the current one");
        var cloudUrl = Take<string?>("--cloud-url", "The backend's URL", "-c");
        Take<bool>("--local", "Accepted without effect: all backends are files", "-l").Hidden =
            true;
        Take<bool>("--all", "Accepted without effect: there is one backend").Hidden = true;
        SetAction(parsed =>
        {
            var credentials = Credentials.Load(context.Environment);
            var current =
                parsed.GetValue(url)
                ?? parsed.GetValue(cloudUrl)
                ?? credentials.Current
                ?? Access.BackendUrl;
            credentials.Logout(current);
            context.Terminal.Out.WriteLine($"Logged out of {current}");
        });
    }
}
