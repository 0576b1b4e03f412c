using System.Collections.Immutable;
using System.Security.Cryptography;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>
/// The files of a directory with a short hash each. They are part of the checked inputs, so that every engine's property diff names the files
/// that change.
/// </summary>
internal static class ContentFiles
{
    /// <summary>The property that contains them, as it contains files given by content.</summary>
    public const string Property = "files";

    private const int MostFiles = 500;
    private const int HashLength = 16;

    /// <summary>Lists a directory, or returns <c>null</c> for one with too many files for a state.</summary>
    /// <param name="folder">The directory.</param>
    /// <param name="isSecret">Whether the hashes are secret, because a short content can be guessed from its hash.</param>
    public static PropertyValue? List(ConfigFolder folder, bool isSecret)
    {
        var files = ConfigTree
            .List(folder)
            .Where(e => !e.IsDirectory)
            .Take(MostFiles + 1)
            .ToImmutableArray();
        return files.Length > MostFiles
            ? null
            : new PropertyValue.Object(
                PropertyMap.Create(
                    files.Select(f =>
                        KeyValuePair.Create<string, PropertyValue>(
                            f.Name,
                            isSecret ? new PropertyValue.Secret(Hash(folder, f)) : Hash(folder, f)
                        )
                    )
                )
            );
    }

    private static string Hash(ConfigFolder folder, ConfigEntry file)
    {
        if (file.LinkTarget is { } target)
        {
            return $"link to {target}";
        }

        try
        {
            using var stream = folder.Files.OpenRead(file.Path);
            var hash = Convert.ToHexStringLower(SHA256.HashData(stream))[..HashLength];
            return file.Stat is { IsExecutable: true } ? $"{hash} executable" : hash;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ConfigDigest.Unreadable(file.Name, e);
        }
    }
}
