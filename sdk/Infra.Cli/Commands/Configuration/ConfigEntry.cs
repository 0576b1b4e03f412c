using System.Text.Json;
using Infra.Cli.Commands.Stacks;
using Infra.Engine.Workspace.Configuration;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.Configuration;

/// <summary>A configuration value as it is shown.</summary>
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

    /// <summary>The value in one line; secrets by name unless they are to be shown.</summary>
    public string Text => ConfigText.ToText(value, Open);

    /// <summary>The value as an object of <c>config --json</c>.</summary>
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
