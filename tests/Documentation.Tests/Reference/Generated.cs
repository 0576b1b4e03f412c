using System.Text.RegularExpressions;

namespace Documentation.Tests.Reference;

/// <summary>What generated pages have in common.</summary>
internal static partial class Generated
{
    /// <summary>Tells whoever opens the file that it is written by a test.</summary>
    public const string Note =
        "<!-- Generated from the schema and the library: run the tests of tests/Documentation.Tests with UPDATE_SNAPSHOTS=1. -->";

    /// <summary>A table.</summary>
    /// <param name="head">The names of the columns, with bars between them.</param>
    /// <param name="rows">The rows, with bars around each cell.</param>
    public static string Table(string head, IEnumerable<string> rows) =>
        $"| {head} |\n|{Cell().Replace(head, "---").Replace(" ", "", StringComparison.Ordinal)}|\n{string.Join('\n', rows)}";

    [GeneratedRegex("[^|]+", RegexOptions.CultureInvariant)]
    private static partial Regex Cell();
}
