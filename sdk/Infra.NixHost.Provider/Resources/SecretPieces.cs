using System.Text;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// Hides pieces of a property's secrets in what is said of that property: what a parser quotes of a text, a text that was cut, a bare number.
/// Elsewhere they stay, because a piece may be any common word.
/// </summary>
internal static class SecretPieces
{
    private const string Hidden = "[secret]";

    /// <summary>The shortest common part that makes a quoted text a piece of a secret.</summary>
    private const int ShortestShared = 4;

    /// <summary>The longest secret whose parts are compared with a text that was cut or cleaned.</summary>
    private const int LongestCompared = 64 * 1024;

    /// <summary>The longest number or size.</summary>
    private const int LongestBare = 40;

    /// <summary>The message without pieces of the secrets.</summary>
    public static string Hide(string message, IReadOnlyCollection<string> secrets)
    {
        var result = new StringBuilder();
        for (var at = 0; at < message.Length; )
        {
            if (EndOfQuote(message, at) is { } end)
            {
                var quoted = message[(at + 1)..end];
                result.Append(message[at]);
                result.Append(secrets.Any(s => Shares(quoted, s)) ? Hidden : quoted);
                result.Append(message[end]);
                at = end + 1;
            }
            else if (secrets.FirstOrDefault(s => IsBare(message, at, s)) is { } bare)
            {
                result.Append(Hidden);
                at += bare.Length;
            }
            else
            {
                result.Append(message[at++]);
            }
        }

        return result.ToString();
    }

    /// <summary>The end of a quoted text that begins here; an apostrophe inside of a word begins none.</summary>
    private static int? EndOfQuote(string message, int at)
    {
        var mark = message[at];
        if (mark is not ('"' or '\'' or '`') || (at > 0 && char.IsLetterOrDigit(message[at - 1])))
        {
            return null;
        }

        var end = message.IndexOf(mark, at + 1);
        return end > at + 1 ? end : null;
    }

    private static bool Shares(string quoted, string secret)
    {
        if (secret.Contains(quoted, StringComparison.Ordinal))
        {
            return true;
        }

        return secret.Length <= LongestCompared
            && Enumerable
                .Range(0, Math.Max(0, quoted.Length - ShortestShared + 1))
                .Any(i =>
                    secret
                        .AsSpan()
                        .Contains(quoted.AsSpan(i, ShortestShared), StringComparison.Ordinal)
                );
    }

    /// <summary>Whether a number or a size of the secrets stands here by itself.</summary>
    private static bool IsBare(string message, int at, string secret)
    {
        var end = at + secret.Length;
        return secret.Length <= LongestBare
            && char.IsAsciiDigit(secret[0])
            && string.CompareOrdinal(message, at, secret, 0, secret.Length) == 0
            && (at == 0 || !IsOfNumber(message, at - 1, -1))
            && (end == message.Length || !IsOfNumber(message, end, 1));
    }

    /// <summary>Whether a character goes on with the number beside it: a letter, a digit, or a point before another digit.</summary>
    private static bool IsOfNumber(string message, int at, int step)
    {
        var next = at + step;
        return char.IsLetterOrDigit(message[at])
            || (
                message[at] == '.'
                && next >= 0
                && next < message.Length
                && char.IsAsciiDigit(message[next])
            );
    }
}
