namespace Infra.NixHost.Provider.Definitions;

/// <summary>Finds the name a user most likely meant.</summary>
internal static class NearestName
{
    /// <summary>The nearest of some names, or <c>null</c> when none is near.</summary>
    public static string? Find(string name, IEnumerable<string> names) =>
        names
            .Select(candidate =>
                (
                    Name: candidate,
                    Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())
                )
            )
            .Where(c => c.Distance <= Math.Max(2, name.Length / 3))
            .OrderBy(c => c.Distance)
            .Select(c => c.Name)
            .FirstOrDefault();

    /// <summary>The number of single-letter edits between two texts (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(
                    Math.Min(row[j - 1], above) + 1,
                    diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)
                );
                diagonal = above;
            }
        }

        return row[^1];
    }
}
