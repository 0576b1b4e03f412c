namespace Infra.NixHost.Provider.Resources;

/// <summary>What a host has of one thing, what others take of it, and how much of it may be wanted in all.</summary>
/// <param name="Others">What others take.</param>
/// <param name="Total">What the host has; 0 when it does not tell.</param>
/// <param name="Limit">The limit in percent of the total.</param>
internal sealed record HostShare(long Others, long Total, int Limit)
{
    /// <summary>Whether what the program wants and others take is beyond the limit.</summary>
    public bool IsExceededBy(long wanted) =>
        Total > 0 && ((decimal)wanted + Others) * 100 > (decimal)Total * Limit;

    /// <summary>
    /// Whether the last of these wishes is the first one beyond the limit. Those before the first changed one are passed over, because a program
    /// without changes is told nothing.
    /// </summary>
    public bool IsCrossedByLast(IReadOnlyList<(long Amount, bool IsChanged)> wishes)
    {
        var (sum, isAwake) = (0L, false);
        for (var i = 0; i < wishes.Count; i++)
        {
            sum += wishes[i].Amount;
            isAwake |= wishes[i] is { IsChanged: true, Amount: > 0 };
            if (isAwake && IsExceededBy(sum))
            {
                return i == wishes.Count - 1;
            }
        }

        return false;
    }

    /// <summary>The percentage of the host that is wanted in all, and the limit. It is rounded up, so that it never looks like the limit itself.</summary>
    public string Describe(long wanted) =>
        $"{decimal.Ceiling(((decimal)wanted + Others) * 100 / Total)} %, and the limit is {Limit} %";
}
