namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config rm-all</c>: removes several values at once.</summary>
internal sealed class ConfigRemoveAllCommand : CliCommand
{
    public ConfigRemoveAllCommand(ConfigTarget target)
        : base("rm-all", "Remove several values at once")
    {
        Aliases.Add("remove-all");
        var keys = TakeArguments("key", "The keys, with or without their namespaces");
        var isPath = Take<bool>("--path", "Read the keys as paths like a.b[0]");
        Runs(async parsed =>
        {
            var (_, _, config) = await target.OpenAsync(parsed);
            foreach (var key in parsed.GetValue(keys) ?? [])
            {
                var place = ConfigPlace.Parse(config, key, parsed.GetValue(isPath));
                config.Remove(place.Key, place.Below.AsSpan());
            }

            config.Save();
        });
    }
}
