using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Engine.Workspace.Yaml;
using YamlDotNet.RepresentationModel;

namespace Infra.Engine.Workspace;

/// <summary>Reads the provider plugins of a project: <c>plugins.providers</c>, and <c>packages</c> that are local folders.</summary>
internal static partial class ProjectPluginReader
{
    public static ImmutableArray<ProjectPlugin> Read(YamlSource source, string directory)
    {
        var plugins = ImmutableArray.CreateBuilder<ProjectPlugin>();
        if (
            source.Mapping(source.Root, "plugins") is { } section
            && source.Sequence(section, "providers") is { } providers
        )
        {
            plugins.AddRange(
                providers.Children.Select(item => ReadProvider(source, item, directory))
            );
        }

        if (source.Mapping(source.Root, "packages") is { } packages)
        {
            foreach (var (name, _, value) in source.Entries(packages))
            {
                if (SourceOf(source, value) is { } path && IsLocal(path))
                {
                    plugins.Add(new(name, Path.GetFullPath(path, directory), null));
                }
            }
        }

        return plugins.ToImmutable();
    }

    private static ProjectPlugin ReadProvider(YamlSource source, YamlNode item, string directory)
    {
        if (item is not YamlMappingNode mapping)
        {
            throw source.Wrong(item, "a provider must have 'name' and 'path'");
        }

        var name =
            source.Text(mapping, "name") ?? throw source.Wrong(item, "the provider has no 'name'");
        var path =
            source.Text(mapping, "path")
            ?? throw source.Wrong(item, $"the provider '{name}' has no 'path'");
        return new(name, Path.GetFullPath(path, directory), source.Text(mapping, "version"));
    }

    private static string? SourceOf(YamlSource source, YamlNode value) =>
        value switch
        {
            YamlScalarNode scalar => scalar.Value,
            YamlMappingNode mapping => source.Text(mapping, "source"),
            _ => throw source.Wrong(
                value,
                "a package must be a source, or 'source' and further fields"
            ),
        };

    private static bool IsLocal(string path) =>
        path.StartsWith("./", StringComparison.Ordinal)
        || path.StartsWith("..", StringComparison.Ordinal)
        || path.StartsWith('/')
        || !(
            PluginName().IsMatch(path)
            || path.Contains("://", StringComparison.Ordinal)
            || HostAndPath().IsMatch(path)
        );

    /// <summary>A plugin's name, with a version when one is wanted.</summary>
    [GeneratedRegex(
        @"\A[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+){0,2}(@.+)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex PluginName();

    /// <summary>A repository, like <c>github.com/owner/name@v1</c>.</summary>
    [GeneratedRegex(
        @"\A[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+/.+\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex HostAndPath();
}
