using System.Collections.Immutable;
using Infra.Engine.Workspace.Configuration;
using YamlDotNet.RepresentationModel;

namespace Infra.Engine.Workspace.Yaml;

/// <summary>Configuration values in YAML.</summary>
internal static class YamlConfig
{
    private const string SecureName = "secure";

    /// <summary>Reads a value; a mapping whose only name is <c>secure</c> is a secret.</summary>
    public static ConfigValue Read(YamlSource source, YamlNode node) =>
        node switch
        {
            YamlScalarNode scalar => YamlScalars.Read(scalar),
            YamlSequenceNode list => new ConfigValue.List([
                .. list.Children.Select(item => Read(source, item)),
            ]),
            YamlMappingNode map => ReadMap(source, map),
            _ => throw source.Wrong(node, "this kind of YAML value is not known"),
        };

    private static ConfigValue ReadMap(YamlSource source, YamlMappingNode map)
    {
        var entries = ImmutableSortedDictionary.CreateBuilder<string, ConfigValue>(
            StringComparer.Ordinal
        );
        foreach (var (name, _, value) in source.Entries(map))
        {
            entries[name] = Read(source, value);
        }

        if (entries.Count != 1 || !entries.TryGetValue(SecureName, out var secure))
        {
            return new ConfigValue.Map(entries.ToImmutable());
        }

        return secure is ConfigValue.Text ciphertext
            ? new ConfigValue.Secure(ciphertext.Value)
            : throw source.Wrong(
                map,
                "'secure' alone is kept for secrets and must hold a ciphertext"
            );
    }
}
