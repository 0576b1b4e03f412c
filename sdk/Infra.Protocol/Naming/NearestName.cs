namespace Infra.Protocol.Naming;

/// <summary>Finds the name that a mistyped one was meant to be, whatever its case.</summary>
public static class NearestName
{
    /// <summary>The nearest of some names, or <c>null</c> when none is near.</summary>
    /// <remarks>A name is near when at most every third letter, or a single one, was added, dropped, changed or swapped.</remarks>
    public static string? Find(string name, IEnumerable<string> known) =>
        known
            .Select(k =>
                (Name: k, Distance: Distance(name.ToUpperInvariant(), k.ToUpperInvariant()))
            )
            .Where(k => k.Distance <= Math.Max(1, k.Name.Length / 3))
            .OrderBy(k => k.Distance)
            .ThenBy(k => k.Name, StringComparer.Ordinal)
            .Select(k => k.Name)
            .FirstOrDefault();

    /// <summary>How many letters must be added, taken away, exchanged or swapped with a neighbour.</summary>
    private static int Distance(string from, string to)
    {
        var (beforeLast, last) = (
            new int[to.Length + 1],
            Enumerable.Range(0, to.Length + 1).ToArray()
        );
        for (var i = 1; i <= from.Length; i++)
        {
            var current = new int[to.Length + 1];
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var exchanged = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.Min(exchanged, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, current);
        }

        return last[to.Length];
    }
}
