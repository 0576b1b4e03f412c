using System.Text.Json.Nodes;
using Infra.Cli.Json;

namespace Infra.Cli.Commands.Information;

/// <summary><c>whoami</c>: prints the user name that locks and history record.</summary>
internal sealed class WhoamiCommand : CliCommand
{
    public WhoamiCommand(CommandContext context)
        : base(context, "whoami", "Print the user's name")
    {
        var json = TakeJson();
        var verbose = Take<bool>("--verbose", "Also print the backend", "-v");
        Prints(parsed =>
        {
            var (user, url) = (context.Environment.UserName, Access.BackendUrl);
            var text =
                json(parsed) ? JsonText.Pretty(new JsonObject { ["user"] = user, ["url"] = url })
                : parsed.GetValue(verbose) ? $"User: {user}\nBackend URL: {url}"
                : user;
            context.Terminal.RawOut.WriteLine(text);
        });
    }
}
