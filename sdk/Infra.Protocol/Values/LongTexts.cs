namespace Infra.Protocol.Values;

/// <summary>
/// Keeps one copy of each long text. The same text arrives several times: from the program, in a provider's answers, and with the state.
/// </summary>
public static class LongTexts
{
    /// <summary>Shorter ones are not worth the look.</summary>
    private const int Shortest = 32 * 1024;
    private const int Sample = 512;
    private const int Most = 1024;
    private static readonly Lock Gate = new();

    /// <summary>Weak, so that a text lives no longer than the values that hold it.</summary>
    private static readonly Dictionary<int, WeakReference<string>> Known = [];

    /// <summary>The copy of the text that is there already, else the text itself.</summary>
    public static string Share(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length < Shortest)
        {
            return text;
        }

        var key = HashCode.Combine(
            text.Length,
            string.GetHashCode(text.AsSpan(0, Sample), StringComparison.Ordinal),
            string.GetHashCode(text.AsSpan(text.Length - Sample), StringComparison.Ordinal)
        );
        lock (Gate)
        {
            if (
                Known.TryGetValue(key, out var weak)
                && weak.TryGetTarget(out var known)
                && string.Equals(known, text, StringComparison.Ordinal)
            )
            {
                return known;
            }

            if (Known.Count >= Most)
            {
                Known.Clear();
            }

            Known[key] = new(text);
            return text;
        }
    }
}
