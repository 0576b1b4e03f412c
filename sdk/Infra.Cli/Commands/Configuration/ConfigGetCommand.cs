using System.CommandLine;
using Infra.Cli.Json;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config get</c>: one value, secrets in clear.</summary>
internal sealed class ConfigGetCommand : CliCommand
{
    public ConfigGetCommand(CommandContext context, ConfigTarget target)
        : base("get", "Print one value; a secret in clear")
    {
        var key = TakeArgument("key", "The key, with or without its namespace");
        var isPath = Take<bool>("--path", "Read the key as a path like a.b[0]");
        var json = Take<bool>("--json", "Write JSON", "-j");
        Runs(async parsed =>
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
                    $"configuration key '{place.Text}' not found for stack '{stack.Name}'. '{context.ProgramName} config' lists what is set."
                );
            var entry = new ConfigEntry(config, place.Key, value, showSecrets: true);
            context.Terminal.RawOut.WriteLine(
                parsed.GetValue(json) ? JsonText.Write(JsonLayout.Pretty, entry.Write) : entry.Text
            );
        });
    }
}
