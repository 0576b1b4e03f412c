using System.CommandLine;

namespace Infra.Cli.Commands.Completion;

/// <summary>The hidden command that completion scripts call to complete the last word of a line.</summary>
internal sealed class CompletionCommand : CliCommand
{
    public const string Word = "__complete";

    public CompletionCommand(CommandContext context)
        : base(context, Word, "Print the completions of a command line")
    {
        Hidden = true;
        var line = TakeArgument("line", "The command line so far, including the program");
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
            // The last word is an option with a value, such as --stack=dev.
            given = typed[..(typed.IndexOf('=', StringComparison.Ordinal) + 1)];
            (before, typed) = ($"{before}{given[..^1]} ", typed[given.Length..]);
        }

        // The parser gets only the words before, because a complete command could also be the start of a longer one.
        var isOption = typed.StartsWith('-');
        return root.Parse(before)
            .GetCompletions(before.Length)
            .Select(item => item.InsertText ?? item.Label)
            // Options are offered only after a dash, because arguments are wanted more often.
            .Where(word => word.StartsWith('-') == isOption && !word.StartsWith('/'))
            .Where(word => word.StartsWith(typed, StringComparison.Ordinal))
            .Select(word => given + word)
            .Distinct();
    }
}
