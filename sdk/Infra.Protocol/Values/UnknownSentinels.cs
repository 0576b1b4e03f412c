using System.Collections.Frozen;

namespace Infra.Protocol.Values;

/// <summary>The texts that stand on the wire for values nobody knows yet.</summary>
public static class UnknownSentinels
{
    /// <summary>The one that is written, whatever the type; .NET programs recognize no other.</summary>
    public const string Written = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    // The others tell the type that is expected: bool, number, array, asset, archive, object.
    private static readonly FrozenSet<string> All = FrozenSet.Create(
        StringComparer.Ordinal,
        Written,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"
    );

    /// <summary>Whether a text stands for an unknown value of any type.</summary>
    public static bool Contains(string text) => All.Contains(text);
}
