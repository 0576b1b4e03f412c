namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config rm</c>: removes one value.</summary>
internal sealed class ConfigRemoveCommand : CliCommand
{
    public ConfigRemoveCommand(ConfigTarget target)
        : base("rm", "Remove one value")
    {
        Aliases.Add("remove");
        var key = TakeArgument("key", "The key, with or without its namespace");
        var isPath = Take<bool>("--path", "Read the key as a path like a.b[0]");
        Runs(async parsed =>
        {
            var (_, _, config) = await target.OpenAsync(parsed);
            var place = ConfigPlace.Parse(
                config,
                parsed.GetRequiredValue(key),
                parsed.GetValue(isPath)
            );
            config.Remove(place.Key, place.Below.AsSpan());
            config.Save();
        });
    }
}
