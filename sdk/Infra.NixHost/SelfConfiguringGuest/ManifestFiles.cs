using System.Collections.Immutable;

namespace Infra.NixHost;

/// <summary>The files on the disk with the manifest.</summary>
internal static class ManifestFiles
{
    /// <summary>Returns the files by name.</summary>
    /// <param name="manifest">The manifest as JSON.</param>
    /// <param name="keys">The public keys that may log in as root.</param>
    public static ImmutableDictionary<string, string> Of(
        string manifest,
        ImmutableArray<string> keys
    )
    {
        var files = ImmutableDictionary
            .Create<string, string>(StringComparer.Ordinal)
            .Add("nixhost.json", manifest);
        return keys.IsDefaultOrEmpty
            ? files
            : files.Add(
                "authorized_keys/root",
                string.Concat(keys.Select(key => key.Trim() + "\n"))
            );
    }
}
