using System.CommandLine;

namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config rm</c>: removes one value.</summary>
internal sealed class ConfigRemoveCommand : CliCommand
{
    public ConfigRemoveCommand(CommandContext context, ConfigTarget target)
        : base(context, "rm", "Remove one value")
    {
        Aliases.Add("remove");
        var key = TakeArgument("key", "The key, with or without its namespace");
        var isPath = Take<bool>("--path", "The key is a path such as a.b[0]");
        Runs(parsed =>
            RemoveAsync(target, parsed, parsed.GetValue(isPath), parsed.GetRequiredValue(key))
        );
    }

    /// <summary>Removes values and saves the settings.</summary>
    public static async Task RemoveAsync(
        ConfigTarget target,
        ParseResult parsed,
        bool isPath,
        params IEnumerable<string> keys
    )
    {
        var (_, _, config) = await target.OpenAsync(parsed);
        foreach (var key in keys)
        {
            var place = ConfigPlace.Parse(config, key, isPath);
            config.Remove(place.Key, place.Below.AsSpan());
        }

        config.Save();
    }
}
