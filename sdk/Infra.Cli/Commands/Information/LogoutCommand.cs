using Infra.Cli.Commands.Stacks;
using Infra.Engine.Workspace;

namespace Infra.Cli.Commands.Information;

/// <summary><c>logout</c>: forgets the backend chosen by <c>login</c>. States stay.</summary>
internal sealed class LogoutCommand : CliCommand
{
    public LogoutCommand(CommandContext context)
        : base("logout", "Forget the backend chosen by login; its states stay")
    {
        var url = TakeOptionalArgument("url", "The backend's URL; the current one when missing");
        Take<bool>("--local", "Accepted; there are only file backends", "-l").Hidden = true;
        Take<bool>("--all", "Accepted; there is one backend at a time").Hidden = true;
        SetAction(parsed =>
        {
            var credentials = Credentials.Load(context.Environment);
            var current =
                parsed.GetValue(url) ?? credentials.Current ?? new StackAccess(context).BackendUrl;
            credentials.Logout(current);
            context.Terminal.Out.WriteLine($"Logged out of {current}");
        });
    }
}
