using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Infra.Cli.Commands;
using Infra.Cli.Commands.Completion;
using Infra.Cli.Parsing;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Protocol;

namespace Infra.Cli;

/// <summary>Runs a command for the given arguments and returns its exit code. It uses only the given terminal.</summary>
internal sealed class CommandLine(CommandContext context)
{
    private const int HelpWidth = 100;
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command. Every failure becomes a message and an exit code.</summary>
    public async Task<ExitCode> RunAsync(IReadOnlyList<string> arguments)
    {
        var exitCode = await TryRunAsync(arguments);
        context.Terminal.RawOut.Flush();
        return exitCode;
    }

    private async Task<ExitCode> TryRunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            return await InvokeAsync(arguments);
        }
        catch (StackNotFoundException e)
        {
            return Fail(ExitCode.StackNotFound, e.Message);
        }
        catch (CommandException e)
        {
            return Fail(e.ExitCode, e.Message);
        }
        catch (InfraException e)
        {
            return Fail(ExitCode.Failure, e.Message);
        }
        catch (OperationCanceledException)
            when (context.Interruption.Graceful.IsCancellationRequested)
        {
            return Fail(ExitCode.Cancelled, "stopped by the user");
        }
#pragma warning disable CA1031 // The last handler reports every other exception as a bug.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Fail(
                ExitCode.Internal,
                $"this is a bug in {context.ProgramName}. Please report it with the lines below.\n{e}"
            );
        }
    }

    private async Task<ExitCode> InvokeAsync(IReadOnlyList<string> arguments)
    {
        var root = new CommandTree(context).Build(arguments is [CompletionCommand.Word, ..]);
        GlobalOptions.AddTo(root);
        SetHelpWidth(root);
        var parsed = root.Parse(arguments, Parser);
        if (
            EnvironmentOptions.Add(arguments, parsed, context.Environment.Variable) is var all
            && all.Count > arguments.Count
        )
        {
            parsed = root.Parse(all, Parser);
        }

        if (parsed is { Action: HelpAction, CommandResult.Command: { Hidden: true } hidden })
        {
            // The parser's help of a hidden command is empty.
            context.Terminal.Out.WriteLine(hidden.Description ?? PathOf(hidden));
            return ExitCode.Success;
        }

        if (parsed.Action is not HelpAction)
        {
            RefuseErrors(parsed);
        }

        GlobalOptions.Apply(parsed, context);
        var configuration = new InvocationConfiguration
        {
            Output = context.Terminal.RawOut,
            EnableDefaultExceptionHandler = false,
            // The first signal stops the run gracefully and without a time limit.
            ProcessTerminationTimeout = null,
        };
        return (ExitCode)await parsed.InvokeAsync(configuration, CancellationToken.None);
    }

    private void RefuseErrors(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = PathOf(command);
        if (
            command is { TreatUnmatchedTokensAsErrors: true, Hidden: false }
            && OptionsTakenForArguments(parsed).Concat(parsed.UnmatchedTokens).FirstOrDefault()
                is { } unknown
        )
        {
            throw CommandException.Usage(Unknown(unknown, command, path));
        }

        if (parsed.Errors is [var error, ..])
        {
            throw CommandException.Usage(
                $"{OneLine(error.Message)} '{path} --help' shows the help."
            );
        }
    }

    // The parser takes an unknown option for the value of an argument that is still open.
    private static IEnumerable<string> OptionsTakenForArguments(ParseResult parsed) =>
        parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash)
            ? []
            : parsed
                .CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(a => a.Tokens)
                .Select(t => t.Value)
                .Where(t =>
                    t is ['-', '-', ..] || (t is ['-', var letter] && char.IsAsciiLetter(letter))
                );

    // The parser lists the choices of an argument on separate lines.
    private static string OneLine(string message) =>
        message.Split('\n', StringSplitOptions.TrimEntries)
            is [var what, .. { Length: > 0 } choices]
            ? $"{what} {string.Join(", ", choices)}."
            : message;

    private static string Unknown(string argument, Command command, string path)
    {
        var isOption = argument.StartsWith('-');
        if (isOption && PulumiOnly.IsOption(argument))
        {
            return PulumiOnly.Message($"{path} {argument.Split('=')[0]}");
        }

        IReadOnlyList<string> candidates = isOption
            ?
            [
                .. Suggestions
                    .Options(command)
                    .Where(o => !o.Hidden)
                    .SelectMany(o => o.Aliases.Prepend(o.Name)),
            ]
            : [.. Suggestions.Commands(command)];
        var name = argument.Split('=')[0];
        // A single letter is near to every other one.
        var nearest = isOption && name.Length == 2 ? null : Suggestions.Nearest(name, candidates);
        var hint =
            nearest is null || nearest == name
                ? $"'{path} --help' shows the valid ones."
                : $"Did you mean '{nearest}'?";
        var what =
            isOption ? "unknown option"
            : command.Subcommands.Any(c => !c.Hidden) ? "unknown command"
            : "unexpected argument";
        return $"{what} '{argument}' for '{path}'. {hint}";
    }

    private string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent
            ? $"{PathOf(parent)} {command.Name}"
            : context.ProgramName;

    private void SetHelpWidth(Command root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpAction
            {
                MaxWidth = context.Terminal.IsOutputTerminal ? context.Terminal.Width : HelpWidth,
            };
        }
    }

    private ExitCode Fail(ExitCode code, string message)
    {
        try
        {
            context.Terminal.Complain(
                "error",
                Tone.Error,
                CommandHints.Rename(message, context.ProgramName)
            );
        }
#pragma warning disable CA1031 // The layout of a message must not hide the message.
        catch (Exception)
#pragma warning restore CA1031
        {
            context.Terminal.RawError.WriteLine($"error: {message}");
        }

        return code;
    }
}
