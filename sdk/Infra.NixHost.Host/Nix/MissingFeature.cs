using System.Text.RegularExpressions;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>Recognises that no machine offers what a build requires, in the words of old and new releases of Nix.</summary>
internal static partial class MissingFeature
{
    /// <summary>What to do about it; <c>null</c> when the message is about something else.</summary>
    public static string? Hint(string text)
    {
        if (Words().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var wanted = match.Groups["wanted"].Value;
        return wanted.Contains("kvm", StringComparison.Ordinal)
            ? " The build needs KVM, which this machine does not offer to Nix: images of NixOS are made in a virtual machine. Enable virtualisation in "
                + "the firmware, add kvm to system-features in nix.conf, or name a builder that offers it."
            : $" The build needs {(wanted.Length > 0 ? $"the features {{{wanted}}}" : "a system or feature")}, which this machine does not offer; add it to system-features "
                + "in nix.conf, or name a builder that offers it.";
    }

    // The words of 2.8 to 2.33, of releases between, and since 2.34. A wrong platform names no feature.
    [GeneratedRegex(
        @"with features \{(?<wanted>[^}]*)\} is required to build|but I am a '|required system or feature not available(?:[\s\S]*?required[^{]*\{(?<wanted>[^}]*)\})?|missing system features(?:[\s\S]*?Required features: \{(?<wanted>[^}]*)\})?|platform mismatch",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
    )]
    private static partial Regex Words();
}
