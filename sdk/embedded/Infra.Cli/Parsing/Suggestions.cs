using System.CommandLine;
using Infra.Protocol.Naming;

namespace Infra.Cli.Parsing;

/// <summary>Suggests what a mistyped word was meant to be.</summary>
internal static class Suggestions
{
    /// <summary>Finds the most similar candidate, or else the shortest that starts with the word, or else <c>null</c>.</summary>
    public static string? Nearest(string word, IReadOnlyList<string> candidates) =>
        NearestName.Find(word, candidates)
        ?? candidates
            .Where(c => c.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(c => c.Length)
            .ThenBy(c => c, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>The question that offers the most similar candidate, or an empty text.</summary>
    public static string Hint(string word, IEnumerable<string> candidates) =>
        NearestName.Find(word, candidates) is { } near ? $"Did you mean '{near}'? " : "";

    /// <summary>The names and aliases of the visible subcommands.</summary>
    public static IEnumerable<string> Commands(Command command) =>
        command.Subcommands.Where(c => !c.Hidden).SelectMany(c => c.Aliases.Prepend(c.Name));

    /// <summary>The options of a command, including the recursive options of its parents.</summary>
    public static IEnumerable<Option> Options(Command command) =>
        command.Options.Concat(
            command.Parents.OfType<Command>().SelectMany(Options).Where(option => option.Recursive)
        );
}
