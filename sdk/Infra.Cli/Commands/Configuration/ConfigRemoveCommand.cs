using Infra.Cli.Commands.Stacks;

namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config rm</c>: removes one value.</summary>
internal sealed class ConfigRemoveCommand : CliCommand
{
    public ConfigRemoveCommand(CommandContext context)
        : base("rm", "Remove one value")
    {
        Aliases.Add("remove");
        var key = TakeArgument("key", "The key, with or without its namespace");
        var stack = TakeStack();
        var isPath = Take<bool>("--path", "Read the key as a path like a.b[0]");
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
            config.Remove(place.Key, place.Below.AsSpan());
            config.Save();
        });
    }
}
