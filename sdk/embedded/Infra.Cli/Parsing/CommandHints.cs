using System.Text.RegularExpressions;

namespace Infra.Cli.Parsing;

/// <summary>Replaces the program name in quoted commands. Engine, providers and programs quote them as the Pulumi CLI's.</summary>
internal static partial class CommandHints
{
    public static string Rename(string message, string program) =>
        message.Contains("pulumi ", StringComparison.Ordinal)
            ? Quoted().Replace(message, match => $"{match.Value[0]}{program} ")
            : message;

    [GeneratedRegex("['`]pulumi (?=[a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
