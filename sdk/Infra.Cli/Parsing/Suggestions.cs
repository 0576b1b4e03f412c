using System.CommandLine;
using Infra.Protocol.Naming;

namespace Infra.Cli.Parsing;

/// <summary>What a mistyped word was probably meant to be.</summary>
internal static class Suggestions
{
    /// <summary>The nearest of some words, or the shortest that begins with it, or <c>null</c> when there is neither.</summary>
    public static string? Nearest(string word, IReadOnlyList<string> candidates) =>
        NearestName.Find(word, candidates)
        ?? candidates
            .Where(c => c.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(c => c.Length)
            .ThenBy(c => c, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>The visible commands below a command, under all their names.</summary>
    public static IEnumerable<string> Commands(Command command) =>
        command.Subcommands.Where(c => !c.Hidden).SelectMany(c => c.Aliases.Prepend(c.Name));

    /// <summary>The options a command takes, those of its parents included.</summary>
    public static IEnumerable<Option> Options(Command command) =>
        command.Options.Concat(
            command.Parents.OfType<Command>().SelectMany(Options).Where(option => option.Recursive)
        );
}
