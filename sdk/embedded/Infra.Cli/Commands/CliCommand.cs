using System.CommandLine;
using System.CommandLine.Parsing;
using Infra.Cli.Parsing;
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
        Access.RequireAsync(name ?? StackOf(parsed), offersCreation: false);

    /// <summary>What <c>--stack</c> names, of this command or of one that it belongs to.</summary>
    protected static string? StackOf(ParseResult parsed)
    {
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult)
        {
            if (
                at.Command is CliCommand { _stack: { } option }
                && parsed.GetValue(option) is { } name
            )
            {
                return name;
            }
        }

        return null;
    }

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

    /// <summary>Adds <c>--json</c> and, for the same, <c>--output json</c>.</summary>
    /// <returns>Whether JSON is wanted.</returns>
    protected Func<ParseResult, bool> TakeJson()
    {
        var json = Take<bool>("--json", "Write JSON", "-j");
        var output = Take<string?>("--output", "default or json");
        output.AcceptOnlyFromAmong("default", "json");
        output.Hidden = true;
        return parsed => parsed.GetValue(json) || parsed.GetValue(output) == "json";
    }

    /// <summary>Adds <c>--stack</c>.</summary>
    /// <param name="isRecursive">Whether subcommands find it before their own name, too.</param>
    protected Option<string?> TakeStack(bool isRecursive = false)
    {
        _stack = NewOption.Stack();
        _stack.Recursive = isRecursive;
        Options.Add(_stack);
        return _stack;
    }

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
