using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>Tells whether a large directory has changed, without reading its files.</summary>
internal static class TreeStamp
{
    /// <summary>A hash over path, size and time of change of everything but <c>.git</c>.</summary>
    public static string Of(string directory)
    {
        var entries = new FileSystemEnumerable<string>(
            directory,
            (ref FileSystemEntry entry) =>
                $"{entry.ToFullPath()}\0{(entry.IsDirectory ? 0 : entry.Length)}\0{entry.LastWriteTimeUtc.UtcTicks}",
            new()
            {
                RecurseSubdirectories = true,
                AttributesToSkip = FileAttributes.None,
                IgnoreInaccessible = false,
            }
        )
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !IsGit(ref entry),
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                !IsGit(ref entry) && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in entries.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(entry + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    private static bool IsGit(ref FileSystemEntry entry) => entry.FileName is ".git";
}
