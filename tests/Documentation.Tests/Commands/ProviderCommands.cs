using System.Collections.Immutable;

namespace Documentation.Tests.Commands;

/// <summary>The commands of the provider itself.</summary>
internal static class ProviderCommands
{
    private static readonly string[] Flags = ["--json", "--prune", "--yes"];
    private static readonly string[] Options = ["--host", "--older-than", "--stack"];

    /// <summary>What is wrong with a command of the provider; <c>null</c> for nothing.</summary>
    public static string? Complaint(ImmutableArray<string> words) =>
        words is ["--version"] or ["doctor"] or ["doctor", "--host", _]
        || (words is ["images", ..] && AreOfImages(words[1..]))
            ? null
            : "it has --version, doctor [--host ADDRESS], and images with "
                + string.Join(", ", [.. Flags, .. Options.Select(o => $"{o} …")]);

    private static bool AreOfImages(ImmutableArray<string> words) =>
        words.IsEmpty
        || (Flags.Contains(words[0]) && AreOfImages(words[1..]))
        || (Options.Contains(words[0]) && words.Length > 1 && AreOfImages(words[2..]));
}
