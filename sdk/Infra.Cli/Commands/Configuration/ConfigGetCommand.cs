using System.CommandLine;
using Infra.Cli.Commands.Stacks;
using Infra.Cli.Json;

namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config get</c>: one value, secrets in clear.</summary>
internal sealed class ConfigGetCommand : CliCommand
{
    public ConfigGetCommand(CommandContext context)
        : base("get", "Print one value; a secret in clear")
    {
        var key = TakeArgument("key", "The key, with or without its namespace");
        var stack = TakeStack();
        var isPath = Take<bool>("--path", "Read the key as a path like a.b[0]");
        var json = Take<bool>("--json", "Write JSON", "-j");
        Runs(async parsed =>
        {
            var access = new StackAccess(context);
            var reference = await access.RequireAsync(
                parsed.GetValue(stack),
                offersCreation: false
            );
            var config = new StackConfigAccess(access, reference);
            var place = ConfigPlace.Parse(
                config,
                parsed.GetRequiredValue(key),
                parsed.GetValue(isPath)
            );
            var value =
                config.Get(place.Key, place.Below.AsSpan())
                ?? throw new CommandException(
                    ExitCode.Failure,
                    $"configuration key '{place.Text}' not found for stack '{reference.Name}'. '{context.ProgramName} config' lists what is set."
                );
            var entry = new ConfigEntry(config, place.Key, value, showSecrets: true);
            context.Terminal.RawOut.WriteLine(
                parsed.GetValue(json) ? JsonText.Write(JsonLayout.Pretty, entry.Write) : entry.Text
            );
        });
    }
}
