using System.CommandLine;
using Infra.Cli.Commands;

namespace Infra.Cli.Completion;

/// <summary>What the scripts of <c>gen-completion</c> ask at each press of Tab: the words that may stand at the end of a line.</summary>
internal sealed class CompletionCommand : CliCommand
{
    /// <summary>Its name, which no user types.</summary>
    public const string Word = "__complete";

    public CompletionCommand(CommandContext context)
        : base(Word, "Print what may stand at the end of a command line")
    {
        Hidden = true;
        var line = TakeArgument("line", "The line as far as it is typed, the program included");
        SetAction(parsed =>
        {
            var root = (Command)parsed.RootCommandResult.Command;
            foreach (var word in Words(root, parsed.GetRequiredValue(line)))
            {
                context.Terminal.RawOut.WriteLine(word);
            }
        });
    }

    private static IEnumerable<string> Words(Command root, string line)
    {
        var program = line.IndexOf(' ', StringComparison.Ordinal);
        var text = program < 0 ? "" : line[(program + 1)..];
        var start = text.LastIndexOf(' ') + 1;
        var (before, typed) = (text[..start], text[start..]);
        var given = "";
        if (typed.StartsWith("--", StringComparison.Ordinal) && typed.Contains('='))
        {
            // The value of an option, written to it.
            given = typed[..(typed.IndexOf('=', StringComparison.Ordinal) + 1)];
            (before, typed) = ($"{before}{given[..^1]} ", typed[given.Length..]);
        }

        // The parser is not shown the word itself: what is a command already could be meant to become a longer one.
        var isOption = typed.StartsWith('-');
        return root.Parse(before)
            .GetCompletions(before.Length)
            .Select(item => item.InsertText ?? item.Label)
            // Before a hyphen is typed, options would only hide what stands there more often.
            .Where(word => word.StartsWith('-') == isOption && !word.StartsWith('/'))
            .Where(word => word.StartsWith(typed, StringComparison.Ordinal))
            .Select(word => given + word)
            .Distinct(StringComparer.Ordinal);
    }
}
