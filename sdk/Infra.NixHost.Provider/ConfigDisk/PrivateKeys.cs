using System.Text.RegularExpressions;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Finds private keys before they are copied into the readable Nix store.</summary>
internal static partial class PrivateKeys
{
    /// <summary>Larger files are not searched, because key files are small.</summary>
    private const long LargestKeyFile = 256 * 1024;

    /// <summary>The files below a directory that are or hold private keys.</summary>
    public static IEnumerable<string> Find(string directory) =>
        from entry in ConfigTree.List(directory)
        where
            KeyName().IsMatch(entry.Entry.Name)
            || (ConfigTree.FileOf(entry.Entry) is { } file && HoldsKey(file))
        select entry.Name;

    /// <summary>Whether a text holds a private key.</summary>
    public static bool IsIn(string text) => KeyText().IsMatch(text);

    private static bool HoldsKey(FileInfo file)
    {
        try
        {
            return file.Length is > 0 and <= LargestKeyFile
                && IsIn(File.ReadAllText(file.FullName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The preflight refuses what cannot be read.
            return false;
        }
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
