using System.CommandLine;
using Infra.Cli;
using Infra.Cli.Commands;
using Infra.Cli.Parsing;
using Infra.Cli.Terminals;
using Infra.Engine;

namespace Documentation.Tests.Commands;

/// <summary>What the command line itself says of arguments, without running anything.</summary>
internal static class CommandTable
{
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    /// <summary>Why <c>infra</c> does not take the arguments; <c>null</c> if it does.</summary>
    public static string? Complaint(IReadOnlyList<string> arguments)
    {
        var parsed = Parse(arguments);
        return IsOfPulumiAlone(parsed)
            ? $"only the Pulumi CLI has '{parsed.CommandResult.Command.Name}'"
            : ErrorsOf(parsed);
    }

    /// <summary>Why the Pulumi CLI does not take the arguments, as far as both have the same commands; <c>null</c> if it does.</summary>
    public static string? ComplaintOfPulumi(IReadOnlyList<string> arguments)
    {
        var parsed = Parse(arguments);
        return IsOfPulumiAlone(parsed) ? null : ErrorsOf(parsed);
    }

    private static string? ErrorsOf(ParseResult parsed) =>
        parsed.Errors.Select(e => e.Message).Concat(parsed.UnmatchedTokens).FirstOrDefault();

    private static bool IsOfPulumiAlone(ParseResult parsed) =>
        parsed.CommandResult.Command is { Hidden: true, TreatUnmatchedTokensAsErrors: false };

    private static ParseResult Parse(IReadOnlyList<string> arguments)
    {
        using var interruption = new Interruption();
        var context = new CommandContext(
            new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null),
            PulumiEnvironment.OfProcess()
        )
        {
            Interruption = interruption,
            CreateRunner = _ => throw new NotSupportedException("Nothing runs here."),
        };
        var root = new CommandTree(context).Build();
        GlobalOptions.AddTo(root);
        return root.Parse(arguments, Parser);
    }
}
