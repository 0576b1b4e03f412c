using System.Collections.Immutable;

namespace Infra.Engine.Workspace.Configuration;

/// <summary>Maps the secrets inside structured values.</summary>
public static class ConfigSecrets
{
    /// <summary>The value with every ciphertext in it exchanged for another.</summary>
    public static ConfigValue Map(ConfigValue value, Func<string, string> map) =>
        value switch
        {
            ConfigValue.Secure secure => new ConfigValue.Secure(map(secure.Ciphertext)),
            ConfigValue.List list => new ConfigValue.List([
                .. list.Items.Select(item => Map(item, map)),
            ]),
            ConfigValue.Map entries => new ConfigValue.Map(
                entries.Entries.ToImmutableSortedDictionary(
                    entry => entry.Key,
                    entry => Map(entry.Value, map),
                    StringComparer.Ordinal
                )
            ),
            _ => value,
        };
}
