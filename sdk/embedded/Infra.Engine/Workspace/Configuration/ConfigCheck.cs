using System.Globalization;
using System.Text.Json;

namespace Infra.Engine.Workspace.Configuration;

/// <summary>Checks values against the types a project declares, by Pulumi's rules.</summary>
internal static class ConfigCheck
{
    /// <summary>Whether a value is of a type. Texts that read as a whole number or a truth value count as such.</summary>
    public static bool Fits(ConfigValue value, ConfigType type, ConfigItems? items) =>
        type switch
        {
            ConfigType.Text => value is ConfigValue.Text or ConfigValue.Secure,
            ConfigType.Integer => value switch
            {
                ConfigValue.Integer => true,
                ConfigValue.Number number => number.Value == Math.Truncate(number.Value),
                ConfigValue.Text text => long.TryParse(
                    text.Value,
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out _
                ),
                _ => false,
            },
            ConfigType.Boolean => value
                is ConfigValue.Bool
                    or ConfigValue.Text { Value: "true" or "false" },
            ConfigType.Object => value is ConfigValue.Map,
            _ => value is ConfigValue.List list
                && items is not null
                && list.Items.All(item => Fits(item, items.Type, items.Items)),
        };

    /// <summary>The type in the words of a project file, e.g. <c>array&lt;string&gt;</c>.</summary>
    public static string Word(ConfigType type, ConfigItems? items) =>
        type switch
        {
            ConfigType.Text => "string",
            ConfigType.Integer => "integer",
            ConfigType.Boolean => "boolean",
            ConfigType.Object => "object",
            _ => items is null ? "array" : $"array<{Word(items.Type, items.Items)}>",
        };

    /// <summary>A stack's value in the form that is checked: single values are texts, and secrets are decrypted.</summary>
    public static ConfigValue AsGiven(ConfigValue value, Func<string, string> decrypt) =>
        value.IsObject
            ? Open(value, decrypt)
            : new ConfigValue.Text(ConfigText.ToText(value, decrypt));

    private static ConfigValue Open(ConfigValue value, Func<string, string> decrypt)
    {
        using var document = JsonDocument.Parse(ConfigText.ToJson(value, decrypt));
        return ConfigText.FromJson(document.RootElement);
    }
}
