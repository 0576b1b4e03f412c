using System.Text.RegularExpressions;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Finds private keys before they are copied into the readable Nix store.</summary>
internal static partial class PrivateKeys
{
    /// <summary>Larger files are not searched, because key files are small.</summary>
    private const long LargestKeyFile = 256 * 1024;

    /// <summary>As many files are read at once.</summary>
    private const int FilesAtOnce = 64;

    /// <summary>The files below a directory that are or hold private keys.</summary>
    public static IEnumerable<string> Find(ConfigFolder folder) =>
        ConfigTree.List(folder).Chunk(FilesAtOnce).SelectMany(entries => Find(folder, entries));

    /// <summary>Whether a text holds a private key.</summary>
    public static bool IsIn(string text) => KeyText().IsMatch(text);

    private static IEnumerable<string> Find(ConfigFolder folder, ConfigEntry[] entries)
    {
        var small = entries
            .Where(e => e.HasContent && e.Stat is { Size: > 0 and <= LargestKeyFile })
            .ToList();
        // The preflight refuses what cannot be read.
        var holders = folder
            .Files.Read([.. small.Select(e => e.Path)], FilePart.Whole)
            .Zip(small)
            .Where(read => read.First.Failure is null && IsIn(read.First.Text))
            .Select(read => read.Second.Name)
            .ToHashSet(StringComparer.Ordinal);
        return entries
            .Where(e => KeyName().IsMatch(Path.GetFileName(e.Path)) || holders.Contains(e.Name))
            .Select(e => e.Name);
    }

    [GeneratedRegex(
        @"\Aid_(rsa|dsa|ecdsa|ed25519|ecdsa_sk|ed25519_sk)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex KeyName();

    [GeneratedRegex(
        "-----BEGIN [A-Z0-9 ]*PRIVATE KEY",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex KeyText();
}
