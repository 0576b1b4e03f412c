using System.CommandLine;

namespace Infra.Cli.Parsing;

/// <summary>What a mistyped word was probably meant to be.</summary>
internal static class Suggestions
{
    /// <summary>The nearest of some words, or <c>null</c> when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var most = Math.Max(1, word.Length / 3);
        return candidates
            .Select(c => (Word: c, Distance: Distance(word, c)))
            .Where(c =>
                c.Distance <= most || c.Word.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            )
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Word, StringComparer.Ordinal)
            .FirstOrDefault()
            .Word;
    }

    /// <summary>The visible commands below a command, under all their names.</summary>
    public static IEnumerable<string> Commands(Command command) =>
        command.Subcommands.Where(c => !c.Hidden).SelectMany(c => c.Aliases.Prepend(c.Name));

    /// <summary>The options a command takes, those of its parents included.</summary>
    public static IEnumerable<Option> Options(Command command) =>
        command.Options.Concat(
            command.Parents.OfType<Command>().SelectMany(Options).Where(option => option.Recursive)
        );

    // How many letters must be added, taken away, exchanged or swapped with a neighbour.
    private static int Distance(string left, string right)
    {
        var (beforeLast, last) = (
            new int[right.Length + 1],
            Enumerable.Range(0, right.Length + 1).ToArray()
        );
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost =
                    char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1])
                        ? 0
                        : 1;
                current[j] = Math.Min(
                    Math.Min(last[j] + 1, current[j - 1] + 1),
                    last[j - 1] + cost
                );
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, current);
        }

        return last[right.Length];
    }
}
