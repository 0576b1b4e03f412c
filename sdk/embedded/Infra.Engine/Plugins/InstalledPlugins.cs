using System.Collections.Immutable;
using Infra.Engine.Workspace;

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

    private static ProjectPlugin Read(string directory)
    {
        var name = Path.GetFileName(directory)[Prefix.Length..];
        var end = name.LastIndexOf("-v", StringComparison.Ordinal);
        return new(name[..end], directory, name[(end + 2)..]);
    }
}
