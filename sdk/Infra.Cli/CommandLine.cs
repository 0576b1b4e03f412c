using System.CommandLine;
using System.CommandLine.Help;
using Infra.Cli.Commands;
using Infra.Cli.Parsing;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Protocol;

namespace Infra.Cli;

/// <summary>The whole command line: takes arguments, runs a command and gives an exit code. Never touches the console itself.</summary>
internal sealed class CommandLine(CommandContext context)
{
    private const int HelpWidth = 100;
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };
    private readonly GlobalOptions _globals = new();

    /// <summary>Runs one command. Every failure ends here, as a message and an exit code.</summary>
    public async Task<ExitCode> RunAsync(IReadOnlyList<string> arguments)
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
#pragma warning disable CA1031 // The last place where a bug can be told from a failure; nothing is hidden.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Fail(
                ExitCode.Internal,
                $"this is a bug in {context.ProgramName}. Please report it, with the lines below, to the issues of Infra.NixHost.\n{e}"
            );
        }
    }

    private async Task<ExitCode> InvokeAsync(IReadOnlyList<string> arguments)
    {
        var root = new CommandTree(context).Build();
        _globals.AddTo(root);
        SetHelpWidth(root);
        var parsed = root.Parse(arguments, Parser);
        if (
            EnvironmentOptions.Add(arguments, parsed, context.Environment.Variable) is var all
            && all.Count > arguments.Count
        )
        {
            parsed = root.Parse(all, Parser);
        }

        if (parsed.Action is not HelpAction)
        {
            RefuseErrors(parsed);
        }

        _globals.Apply(parsed, context);
        var configuration = new InvocationConfiguration
        {
            Output = context.Terminal.RawOut,
            EnableDefaultExceptionHandler = false,
            // Signals are ours: the first asks the run to end and has all the time it needs.
            ProcessTerminationTimeout = null,
        };
        return (ExitCode)await parsed.InvokeAsync(configuration, CancellationToken.None);
    }

    private void RefuseErrors(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = PathOf(command);
        if (command.TreatUnmatchedTokensAsErrors && parsed.UnmatchedTokens is [var unknown, ..])
        {
            throw new CommandException(ExitCode.Invocation, Unknown(unknown, command, path));
        }

        if (parsed.Errors is [var error, ..])
        {
            throw new CommandException(
                ExitCode.Invocation,
                $"{OneLine(error.Message)} '{path} --help' shows the usage."
            );
        }
    }

    // What an argument may be comes as a list with one choice a line.
    private static string OneLine(string message) =>
        message.Split('\n', StringSplitOptions.TrimEntries)
            is [var what, .. { Length: > 0 } choices]
            ? $"{what} {string.Join(", ", choices)}."
            : message;

    private static string Unknown(string argument, Command command, string path)
    {
        var isOption = argument.StartsWith('-');
        if (isOption && LeftOut.IsOption(argument))
        {
            return LeftOut.Message($"{path} {argument.Split('=')[0]}");
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
        var hint = Suggestions.Nearest(argument.Split('=')[0], candidates) is { } nearest
            ? $"Did you mean '{nearest}'?"
            : $"'{path} --help' shows what there is.";
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
        context.Terminal.Complain(
            "error",
            Tone.Error,
            CommandHints.Rename(message, context.ProgramName)
        );
        return code;
    }
}
