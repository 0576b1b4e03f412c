using System.Text.RegularExpressions;

namespace Infra.Cli.Parsing;

/// <summary>Engine, providers and programs quote commands as the Pulumi CLI's; here they are said with the name the user typed.</summary>
internal static partial class CommandHints
{
    public static string Rename(string message, string program) =>
        message.Contains("pulumi ", StringComparison.Ordinal)
            ? Quoted().Replace(message, match => $"{match.Value[0]}{program} ")
            : message;

    [GeneratedRegex("['`]pulumi (?=[a-z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quoted();
}
