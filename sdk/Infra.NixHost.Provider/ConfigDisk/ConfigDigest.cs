using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Infra.NixHost.Hosts;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Digests content that must stay out of the Nix store: names, contents, links and executable bits.</summary>
internal static class ConfigDigest
{
    private const int PieceSize = 1024 * 1024;

    /// <summary>Digests files given by content.</summary>
    public static string Of(ImmutableSortedDictionary<string, string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, content) in files)
        {
            Add(hash, "file", name, Encoding.UTF8.GetBytes(content));
        }

        return End(hash);
    }

    /// <summary>Digests a directory.</summary>
    public static string Of(ConfigFolder folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in ConfigTree.List(folder))
        {
            if (entry.LinkTarget is { } target)
            {
                Add(hash, "link", entry.Name, Encoding.UTF8.GetBytes(target));
            }
            else if (entry.IsFile)
            {
                var kind = entry.Stat is { IsExecutable: true } ? "program" : "file";
                Add(hash, kind, folder, entry);
            }
            else
            {
                Add(hash, "directory", entry.Name, []);
            }
        }

        return End(hash);
    }

    private static void Add(IncrementalHash hash, string kind, string name, byte[] content)
    {
        Begin(hash, kind, name, content.LongLength);
        hash.AppendData(content);
    }

    /// <summary>Reads in pieces, because a file may be larger than an array.</summary>
    private static void Add(
        IncrementalHash hash,
        string kind,
        ConfigFolder folder,
        ConfigEntry file
    )
    {
        using var stream = Open(folder, file);
        Begin(hash, kind, file.Name, file.Stat?.Size ?? 0);
        var piece = new byte[PieceSize];
        for (int count; (count = stream.Read(piece)) > 0; )
        {
            hash.AppendData(piece, 0, count);
        }
    }

    private static Stream Open(ConfigFolder folder, ConfigEntry file)
    {
        try
        {
            return folder.Files.OpenRead(file.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file.Name, e);
        }
    }

    /// <summary>The error for a file that cannot be read.</summary>
    public static HostException Unreadable(string name, Exception cause) =>
        new(
            "content-unfit",
            $"The file \"{name}\" of the disk cannot be read: {cause.Message} Change its mode, or take it out.",
            cause
        );

    private static void Begin(IncrementalHash hash, string kind, string name, long length) =>
        hash.AppendData(Encoding.UTF8.GetBytes($"{kind}\0{name}\0{length}\0"));

    private static string End(IncrementalHash hash) =>
        Convert.ToHexStringLower(hash.GetHashAndReset());
}
