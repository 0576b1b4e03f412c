namespace Infra.Cli.Commands.Configuration;

/// <summary>Guesses whether a value is a secret from its key and its entropy.</summary>
internal static class SecretHeuristic
{
    private const int ShortestSecret = 12;
    private const double RandomBitsPerCharacter = 3.2;
    private static readonly string[] TellingWords =
    [
        "password",
        "passphrase",
        "secret",
        "token",
        "apikey",
        "accesskey",
        "credential",
        "privatekey",
    ];

    public static bool IsLikely(string key, string value)
    {
        var name = key.Replace("-", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal);
        return value.Length >= ShortestSecret
            && !value.Contains(' ', StringComparison.Ordinal)
            && TellingWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
            && BitsPerCharacter(value) >= RandomBitsPerCharacter;
    }

    // The Shannon entropy of the characters.
    private static double BitsPerCharacter(string text) =>
        text.GroupBy(c => c)
            .Select(g => (double)g.Count() / text.Length)
            .Sum(p => -p * Math.Log2(p));
}
