using System.CommandLine;
using Infra.Cli.Commands.Stacks;
using Infra.Engine.Backend;

namespace Infra.Cli.Commands;

/// <summary>The base of commands, which adds options and arguments and returns an <see cref="ExitCode"/>.</summary>
internal abstract class CliCommand(CommandContext context, string name, string description)
    : Command(name, description)
{
    private Option<string?>? _stack;

    protected CommandContext Context => context;

    /// <summary>The project, backend and stacks; opened at first use, after the global options were applied.</summary>
    protected StackAccess Access => field ??= new(context);

    /// <summary>Finds the stack that an argument or <c>--stack</c> names, or the selected one. It must exist.</summary>
    protected Task<StackReference> RequireStackAsync(ParseResult parsed, string? name = null) =>
        Access.RequireAsync(
            name ?? (_stack is null ? null : parsed.GetValue(_stack)),
            offersCreation: false
        );

    /// <summary>Adds an option and returns it.</summary>
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
        _stack = StackOption.Create();
        Options.Add(_stack);
        return _stack;
    }

    /// <summary>Adds an optional argument.</summary>
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

    /// <summary>Adds a required argument.</summary>
    protected Argument<string> TakeArgument(string argumentName, string argumentDescription)
    {
        var argument = new Argument<string>(argumentName) { Description = argumentDescription };
        Arguments.Add(argument);
        return argument;
    }

    /// <summary>Adds an argument that takes any number of values.</summary>
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

    /// <summary>Sets the action of a command whose output is its result. It fails when the output is lost.</summary>
    protected void Prints(Func<ParseResult, Task> print) =>
        Runs(async parsed =>
        {
            await print(parsed);
            Context.Terminal.RequireWritten();
        });

    /// <summary>Sets the action of a command whose output is its result. It fails when the output is lost.</summary>
    protected void Prints(Action<ParseResult> print) =>
        Prints(parsed =>
        {
            print(parsed);
            return Task.CompletedTask;
        });

    /// <summary>Sets the action of the command.</summary>
    protected void Runs(Func<ParseResult, Task> run) =>
        SetAction(async parsed =>
        {
            await run(parsed);
            return (int)ExitCode.Success;
        });
}
