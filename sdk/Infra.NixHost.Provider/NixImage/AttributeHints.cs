using System.Text.RegularExpressions;
using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>The attribute that a mistyped one of an expression or flake was meant to be.</summary>
internal static partial class AttributeHints
{
    /// <summary>A question that offers it, to follow the message of an evaluation; empty when none is near.</summary>
    public static string For(string message) =>
        Missing().Match(message) is { Success: true } missing
        && NearestName.Find(
            missing.Groups["name"].Value,
            missing.Groups["known"].Value.Split(", ", StringSplitOptions.TrimEntries)
        )
            is { } near
            ? $"\nDid you mean \"{near}\"?"
            : "";

    // The words are those of sdk/nixos/image.nix, which lists what there is.
    [GeneratedRegex(
        "there is no attribute \"(?<name>[^\"\n]+)\" [^\n]*; there are: (?<known>[^\n]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Missing();
}
