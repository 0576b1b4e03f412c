using System.Collections.Immutable;
using Infra.Engine.Workspace.Yaml;
using YamlDotNet.RepresentationModel;

namespace Infra.Engine.Workspace;

/// <summary>Reads <c>runtime</c>: a name, or <c>name</c> and <c>options</c>.</summary>
internal static class RuntimeReader
{
    public static (string Name, ImmutableSortedDictionary<string, string> Options) Read(
        YamlSource source
    )
    {
        var none = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        switch (YamlSource.Get(source.Root, "runtime"))
        {
            case null:
                throw source.Wrong(source.Root, "there is no 'runtime', e.g. 'runtime: dotnet'");
            case YamlScalarNode scalar:
                return (scalar.Value ?? "", none);
            case YamlMappingNode mapping:
                var name =
                    source.Text(mapping, "name")
                    ?? throw source.Wrong(mapping, "'runtime' has no 'name'");
                var options = source.Mapping(mapping, "options");
                return (
                    name,
                    options is null
                        ? none
                        : source
                            .Entries(options)
                            .ToImmutableSortedDictionary(
                                o => o.Name,
                                o =>
                                    Configuration.ConfigText.ToText(
                                        YamlConfig.Read(source, o.Value),
                                        text => text
                                    ),
                                StringComparer.Ordinal
                            )
                );
            case var other:
                throw source.Wrong(other, "'runtime' must be a name, or 'name' and 'options'");
        }
    }
}
