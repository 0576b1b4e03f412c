using Infra.Engine.Backend;
using Infra.Engine.Workspace;

namespace Infra.Cli.Commands.Information;

/// <summary><c>login</c>: chooses the default backend.</summary>
internal sealed class LoginCommand : CliCommand
{
    private const string Local = "file://~";

    public LoginCommand(CommandContext context)
        : base(context, "login", "Choose the backend that stores the stacks")
    {
        var url = TakeOptionalArgument(
            "url",
            "A URL such as file:///srv/state; by default the home directory"
        );
        var local = Take<bool>("--local", "Use the home directory", "-l");
        Take<string?>("--cloud-url", "The URL of the backend", "-c");
        Runs(async parsed =>
        {
            var chosen = parsed.GetValue(url) ?? parsed.GetValue<string?>("--cloud-url");
            if (chosen is not null && parsed.GetValue(local))
            {
                throw CommandException.Usage("--local and a URL cannot be used together.");
            }

            chosen ??= Local;
            _ = BackendLocation.RequireDirectory(
                chosen,
                context.Environment,
                context.WorkingDirectory
            );
            Credentials.Load(context.Environment).Login(chosen);
            context.Terminal.Out.WriteLine(
                $"Logged in to {context.Environment.HostName} as {context.Environment.UserName} ({chosen})"
            );
            await Task.CompletedTask;
        });
    }
}
