using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using Infra.Engine.Foreign;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Plugins;

/// <summary>The provider plugins that the Pulumi CLI or the user has installed in the plugin folder.</summary>
public static class InstalledPlugins
{
    private const string Prefix = "resource-";

    /// <summary>All complete plugins, by name and directory, in <c>plugins/resource-NAME-vVERSION</c>.</summary>
    /// <param name="home">The value of <c>PULUMI_HOME</c>, by default <c>~/.pulumi</c>.</param>
    public static ImmutableArray<ProjectPlugin> In(string home)
    {
        var folder = Path.Combine(home, "plugins");
        return Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateDirectories(folder, $"{Prefix}*-v*")
                    .Where(directory => !File.Exists($"{directory}.partial"))
                    .Order(StringComparer.Ordinal)
                    .Select(Read),
            ]
            : [];
    }

    /// <summary>Where a plugin is, or would be.</summary>
    public static string DirectoryOf(string home, string name, string version) =>
        Path.Combine(home, "plugins", $"{Prefix}{name}-v{version}");

    /// <summary>Installs a plugin in place of one of the same version.</summary>
    /// <param name="home">The value of <c>PULUMI_HOME</c>.</param>
    /// <param name="source">A tarball (compressed with gzip or not), a folder, or the program itself.</param>
    /// <exception cref="InfraException">There is no plugin of that name in the source.</exception>
    public static void Install(string home, string name, string version, string source)
    {
        var target = DirectoryOf(home, name, version);
        // Folders that begin with a dot are no plugins, and a move is one step.
        var made = Path.Combine(home, "plugins", $".{name}-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(made);
            Unpack(source, made, PluginLocator.Prefix + name);
            if (PluginLocator.In(made, PluginLocator.Prefix + name) is null)
            {
                throw new InfraException(
                    $"{source} is not the plugin {name}: there is neither a program '{PluginLocator.Prefix}{name}' nor a {PluginManifest.FileName} in it."
                );
            }

            if (Directory.Exists(target))
            {
                Directory.Delete(target, recursive: true);
            }

            Directory.Move(made, target);
        }
        catch (Exception e)
            when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new InfraException($"{source} could not be installed: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(made))
            {
                Directory.Delete(made, recursive: true);
            }
        }
    }

    private static void Unpack(string source, string target, string binary)
    {
        if (Directory.Exists(source))
        {
            foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(target, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? "/");
                File.Copy(file, copy);
            }
        }
        else if (Path.GetFileName(source) == binary)
        {
            File.Copy(source, Path.Combine(target, binary));
        }
        else
        {
            using var file = File.OpenRead(source);
            var isPacked = file.ReadByte() == 0x1f;
            file.Position = 0;
            using Stream tar = isPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
            TarFile.ExtractToDirectory(tar, target, overwriteFiles: false);
        }
    }

    private static ProjectPlugin Read(string directory)
    {
        var name = Path.GetFileName(directory)[Prefix.Length..];
        var end = name.LastIndexOf("-v", StringComparison.Ordinal);
        return new(name[..end], directory, name[(end + 2)..]);
    }
}
