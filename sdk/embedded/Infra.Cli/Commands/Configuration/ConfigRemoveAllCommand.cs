namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config rm-all</c>: removes several values at once.</summary>
internal sealed class ConfigRemoveAllCommand : CliCommand
{
    public ConfigRemoveAllCommand(CommandContext context, ConfigTarget target)
        : base(context, "rm-all", "Remove several values at once")
    {
        Aliases.Add("remove-all");
        var keys = TakeArguments("key", "The keys, with or without their namespaces");
        var isPath = Take<bool>("--path", "The keys are paths such as a.b[0]");
        Runs(parsed =>
            ConfigRemoveCommand.RemoveAsync(
                target,
                parsed,
                parsed.GetValue(isPath),
                parsed.GetValue(keys) ?? []
            )
        );
    }
}
