using Infra.Cli.Json;
using Infra.Cli.Parsing;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config get</c>: prints one value, decrypted if it is a secret.</summary>
internal sealed class ConfigGetCommand : CliCommand
{
    public ConfigGetCommand(CommandContext context, ConfigTarget target)
        : base(context, "get", "Print one value, decrypted if it is a secret")
    {
        var key = TakeArgument("key", "The key, with or without its namespace");
        var isPath = Take<bool>("--path", "The key is a path such as a.b[0]");
        var json = TakeJson();
        Prints(async parsed =>
        {
            var (_, stack, config) = await target.OpenAsync(parsed);
            var place = ConfigPlace.Parse(
                config,
                parsed.GetRequiredValue(key),
                parsed.GetValue(isPath)
            );
            var value =
                (
                    config.Merged.GetValueOrDefault(place.Key) is { } whole
                        ? ConfigTree.Get(whole, place.Below.AsSpan())
                        : null
                )
                ?? throw new CommandException(
                    ExitCode.Failure,
                    $"configuration key '{place.Text}' not found for stack '{stack.Name}'. {Suggestions.Hint(place.Text, config.Merged.Keys.Select(k => ConfigKey.Display(k, config.Project.Name)))}'{context.ProgramName} config' lists the existing keys."
                );
            var entry = new ConfigEntry(config, place.Key, value, showSecrets: true);
            context.Terminal.RawOut.WriteLine(
                json(parsed) ? JsonText.Write(JsonLayout.Pretty, entry.Write) : entry.Text
            );
        });
    }
}
