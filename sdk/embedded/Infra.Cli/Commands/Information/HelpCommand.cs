namespace Infra.Cli.Commands.Information;

/// <summary><c>help COMMAND</c>: shows the same as <c>COMMAND --help</c>.</summary>
internal sealed class HelpCommand : CliCommand
{
    public HelpCommand(CommandContext context)
        : base(context, "help", "Show the help of a command")
    {
        Hidden = true;
        var words = TakeArguments("command", "The command");
        SetAction(parsed =>
            parsed
                .RootCommandResult.Command.Parse([.. parsed.GetValue(words) ?? [], "--help"])
                .Invoke(parsed.InvocationConfiguration)
        );
    }
}
