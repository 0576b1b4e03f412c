using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Engine.Deployment.Naming;

/// <summary>
/// A pattern of names: <c>${name}</c>, <c>${hex(n)}</c>, <c>${alphanum(n)}</c>, <c>${string(n)}</c>, <c>${num(n)}</c>, <c>${uuid}</c>.
/// </summary>
internal sealed partial record NamePattern(string Text)
{
    private const string Hex = "0123456789abcdef";
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";

    /// <summary>The name of a resource; the same seed gives the same name.</summary>
    public (string Name, bool IsRandom) Fill(string name, ReadOnlyMemory<byte> seed)
    {
        var (random, isRandom) = (new SeededRandom(seed), false);
        var filled = Parts()
            .Replace(
                Text,
                part =>
                {
                    if (part.Groups["name"].Success)
                    {
                        return name;
                    }

                    isRandom = true;
                    return Random(part, random);
                }
            );
        return (filled, isRandom);
    }

    private static string Random(Match part, SeededRandom random)
    {
        if (part.Groups["uuid"].Success)
        {
            return random.NextUuid().ToString();
        }

        var length = int.Parse(part.Groups["length"].Value, CultureInfo.InvariantCulture);
        var characters = part.Groups["kind"].Value switch
        {
            "hex" => Hex,
            "alphanum" => Letters + Digits,
            "string" => Letters,
            _ => Digits,
        };
        return random.NextText(characters, length);
    }

    [GeneratedRegex(
        @"\$\{((?<name>name)|(?<uuid>uuid)|(?<kind>hex|alphanum|string|num)\((?<length>[0-9]{1,4})\))\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Parts();
}
