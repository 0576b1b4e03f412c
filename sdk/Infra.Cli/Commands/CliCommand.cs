using System.CommandLine;

namespace Infra.Cli.Commands;

/// <summary>Shared shape of our commands: options are added where they are declared, actions end with an <see cref="ExitCode"/>.</summary>
internal abstract class CliCommand(string name, string description) : Command(name, description)
{
    /// <summary>Adds an option and gives it back.</summary>
    protected Option<T> Take<T>(
        string optionName,
        string optionDescription,
        params string[] aliases
    )
    {
        var option = new Option<T>(optionName, aliases) { Description = optionDescription };
        Options.Add(option);
        return option;
    }

    /// <summary>Adds <c>--stack</c>.</summary>
    protected Option<string?> TakeStack()
    {
        var option = StackOption.Create();
        Options.Add(option);
        return option;
    }

    /// <summary>Adds an argument that may be missing.</summary>
    protected Argument<string?> TakeOptionalArgument(
        string argumentName,
        string argumentDescription
    )
    {
        var argument = new Argument<string?>(argumentName)
        {
            Description = argumentDescription,
            Arity = ArgumentArity.ZeroOrOne,
        };
        Arguments.Add(argument);
        return argument;
    }

    /// <summary>Adds an argument that must be there.</summary>
    protected Argument<string> TakeArgument(string argumentName, string argumentDescription)
    {
        var argument = new Argument<string>(argumentName) { Description = argumentDescription };
        Arguments.Add(argument);
        return argument;
    }

    /// <summary>Adds an argument that may be missing or be there several times.</summary>
    protected Argument<string[]> TakeArguments(string argumentName, string argumentDescription)
    {
        var argument = new Argument<string[]>(argumentName)
        {
            Description = argumentDescription,
            Arity = ArgumentArity.ZeroOrMore,
        };
        Arguments.Add(argument);
        return argument;
    }

    /// <summary>Says what the command does when it runs.</summary>
    protected void Runs(Func<ParseResult, Task> run) =>
        SetAction(async parsed =>
        {
            await run(parsed);
            return (int)ExitCode.Success;
        });
}
