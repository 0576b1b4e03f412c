using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>
/// The garbage collector roots of this product, as symbolic links in one directory. Directories per stack would have to be removed with
/// their last root, while another resource may be about to get one.
/// </summary>
internal sealed partial class StoreRoots(IHostFiles files, string directory)
{
    private const int HashLength = 12;

    /// <summary>Three such names and the hash make a file name, which has at most 255 bytes.</summary>
    private const int LongestName = 70;

    /// <summary><c>DIRECTORY/PROJECT-STACK-HASH-ROLE</c>.</summary>
    public string PathOf(string project, string stack, string urn, string role)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(urn)))[
            ..HashLength
        ];
        return Path.Combine(
            directory,
            $"{Sanitise(project)}-{Sanitise(stack)}-{hash}-{Sanitise(role)}"
        );
    }

    /// <summary>Makes the directory of a root.</summary>
    /// <exception cref="HostException">This user may not write there.</exception>
    public static void Prepare(IHostFiles files, string root)
    {
        try
        {
            files.MakeDirectory(PathText.DirectoryOf(root), DirectoryRights.Listed);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new HostException(
                "gcroots-denied",
                $"The garbage collector root '{root}' cannot be made: {e.Message} "
                    + "Run as root, or let the provider keep its roots in a directory of yours.",
                e
            );
        }
    }

    public static string? Read(IHostFiles files, string root) => files.ReadLink(root);

    /// <summary>The paths of all roots; none when there is no directory yet.</summary>
    /// <exception cref="HostException">This user may not read the directory.</exception>
    public IReadOnlyList<string> List()
    {
        try
        {
            return [.. files.List(directory).Select(name => Path.Combine(directory, name))];
        }
        catch (UnauthorizedAccessException e)
        {
            throw new HostException(
                "gcroots-denied",
                $"The garbage collector roots in '{directory}' cannot be listed: {e.Message} "
                    + "Run as root, or let the provider keep its roots in a directory of yours.",
                e
            );
        }
    }

    /// <summary>The targets of all roots, in two questions.</summary>
    /// <exception cref="HostException">This user may not read the directory.</exception>
    public IReadOnlyDictionary<string, string?> ReadTargets()
    {
        var paths = List();
        return paths
            .Zip(files.ReadLinks(paths))
            .ToDictionary(root => root.First, root => root.Second, StringComparer.Ordinal);
    }

    /// <summary>All roots with their targets and times, in three questions.</summary>
    /// <exception cref="HostException">This user may not read the directory.</exception>
    public IReadOnlyList<StoreRoot> ReadAll()
    {
        var paths = List();
        var (targets, facts) = (files.ReadLinks(paths), files.StatLinks(paths));
        // One that was removed since the listing is none any more.
        return
        [
            .. Enumerable
                .Range(0, paths.Count)
                .Select(i => facts[i] is { } fact ? Read(paths[i], targets[i], fact) : null)
                .OfType<StoreRoot>(),
        ];
    }

    private static StoreRoot Read(string path, string? target, FileStat fact)
    {
        var name = Name().Match(Path.GetFileName(path));
        return new(path, target, fact.Modified)
        {
            Stack = name.Groups["stack"].Value,
            Role = name.Groups["role"].Value,
        };
    }

    /// <summary>Removes the link, if there is one.</summary>
    public static void Remove(IHostFiles files, string root)
    {
        if (Read(files, root) is not null)
        {
            files.Delete(root);
        }
    }

    /// <summary>Makes a legal file name. A hash tells apart names that differ only in replaced characters.</summary>
    private static string Sanitise(string name)
    {
        var clean = new string([
            .. name.Select(c => char.IsAsciiLetterOrDigit(c) || "._-".Contains(c) ? c : '_'),
        ]);
        if (clean == name && clean.Length is > 0 and <= LongestName && clean[0] != '.')
        {
            return name;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
        return $"{clean[..Math.Min(clean.Length, LongestName - 9)].TrimStart('.')}_{hash}";
    }

    /// <summary>A name as <see cref="PathOf"/> makes it. Project and stack cannot be told apart, because both may have dashes.</summary>
    [GeneratedRegex(
        @"^(?<stack>.+?-.+?)-[0-9a-f]{12}-(?<role>(image|system|config)(-[0-9]+)?|(base|disk)-.+)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline
    )]
    private static partial Regex Name();
}
