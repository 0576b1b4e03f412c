using System.Text.Json;
using Infra.Engine.Workspace.Configuration;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.Configuration;

/// <summary>Formats a configuration value.</summary>
internal sealed class ConfigEntry(
    StackConfigAccess config,
    string key,
    ConfigValue value,
    bool showSecrets
)
{
    public string Key => key;

    /// <summary>The key without the project's own namespace.</summary>
    public string ShortKey => ConfigKey.Display(key, config.Project.Name);

    /// <summary>The value in one line. Secrets are masked unless they are shown.</summary>
    public string Text => ConfigText.ToText(value, Open);

    /// <summary>Writes the value as an object of <c>config --json</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (showSecrets || !value.HasSecret)
        {
            json.WriteString("value", Text);
            if (value.IsObject)
            {
                json.WritePropertyName("objectValue");
                json.WriteRawValue(ConfigText.ToJson(value, Open));
            }
        }

        json.WriteBoolean("secret", value.HasSecret);
        json.WriteEndObject();
    }

    private string Open(string ciphertext) =>
        showSecrets ? config.Decrypt(ciphertext) : PropertyJson.HiddenSecret;
}
