using System.CommandLine;
using Infra.Cli.Parsing;

namespace Infra.Cli.Commands.Configuration;

/// <summary>The options that choose the configuration to work on. They may precede or follow a subcommand.</summary>
internal sealed class ConfigTarget(CommandContext context)
{
    private readonly Option<string?> _stack = NewOption.Stack();
    private readonly Option<string?> _file = NewOption.ConfigFile();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_stack, _file])
        {
            option.Recursive = true;
            command.Options.Add(option);
        }
    }

    /// <summary>Opens the configuration of the chosen stack.</summary>
    public async Task<ConfigScope> OpenAsync(ParseResult parsed)
    {
        var access = new StackAccess(context) { ConfigFile = parsed.GetValue(_file) };
        var stack = await access.RequireAsync(parsed.GetValue(_stack), offersCreation: false);
        return new(access, stack, new(access, stack));
    }
}
