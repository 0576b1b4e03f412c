using Infra.Cli.Commands.Stacks;
using Infra.Cli.Json;

namespace Infra.Cli.Commands.Information;

/// <summary><c>whoami</c>: the user as locks and histories name them.</summary>
internal sealed class WhoamiCommand : CliCommand
{
    public WhoamiCommand(CommandContext context)
        : base("whoami", "Print the user's name")
    {
        var json = Take<bool>("--json", "Write JSON", "-j");
        var verbose = Take<bool>("--verbose", "Print the backend, too", "-v");
        SetAction(parsed =>
        {
            var (user, url) = (context.Environment.UserName, new StackAccess(context).BackendUrl);
            var text =
                parsed.GetValue(json)
                    ? JsonText.Write(
                        JsonLayout.Pretty,
                        writer =>
                        {
                            writer.WriteStartObject();
                            writer.WriteString("user", user);
                            writer.WriteString("url", url);
                            writer.WriteEndObject();
                        }
                    )
                : parsed.GetValue(verbose) ? $"User: {user}\nBackend URL: {url}"
                : user;
            context.Terminal.RawOut.WriteLine(text);
        });
    }
}
