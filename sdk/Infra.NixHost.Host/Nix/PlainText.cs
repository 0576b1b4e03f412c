using System.Text.RegularExpressions;

namespace Infra.NixHost.Host.Nix;

/// <summary>Text of builders, which may hold anything, made fit for a terminal.</summary>
internal static partial class PlainText
{
    private const int MaxLength = 500;

    /// <summary>Without colours and control characters, tabs as spaces, and no longer than a person reads.</summary>
    public static string Clean(string text)
    {
        var clean = Control().Replace(Escape().Replace(text, "").Replace('\t', ' '), "");
        return clean.Length <= MaxLength ? clean : clean[..MaxLength] + "…";
    }

    [GeneratedRegex(
        @"\e\[[0-9;?]*[ -/]*[@-~]|\e\][^\a\e]*(\a|\e\\)?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Escape();

    [GeneratedRegex(
        @"[\p{Cc}-[\n]]",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Control();
}
