using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Digests of content that must not pass through the Nix store: names, contents, links and the right to execute.</summary>
internal static class ConfigDigest
{
    /// <summary>Of files given by content.</summary>
    public static string Of(ImmutableSortedDictionary<string, string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in files)
        {
            Add(hash, "file", name, Encoding.UTF8.GetBytes(content));
        }

        return End(hash);
    }

    /// <summary>Of a directory.</summary>
    public static string Of(string directory)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, entry) in ConfigTree.List(directory))
        {
            if (entry.LinkTarget is { } target)
            {
                Add(hash, "link", name, Encoding.UTF8.GetBytes(target));
            }
            else if (entry is FileInfo file)
            {
                var kind = file.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? "program" : "file";
                Add(hash, kind, name, File.ReadAllBytes(file.FullName));
            }
            else
            {
                Add(hash, "directory", name, []);
            }
        }

        return End(hash);
    }

    private static void Add(IncrementalHash hash, string kind, string name, byte[] content)
    {
        hash.AppendData(Encoding.UTF8.GetBytes($"{kind}\0{name}\0{content.LongLength}\0"));
        hash.AppendData(content);
    }

    private static string End(IncrementalHash hash) =>
        Convert.ToHexStringLower(hash.GetHashAndReset());
}
