using System.CommandLine;
using System.Text.Json;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Configuration;

/// <summary><c>config set-all</c>: sets several values, or the output of <c>config --json</c>.</summary>
internal sealed class ConfigSetAllCommand : CliCommand
{
    private readonly ConfigTarget _target;
    private readonly Option<string[]> _plaintext;
    private readonly Option<string[]> _secret;
    private readonly Option<string?> _json;
    private readonly Option<bool> _isPath;

    public ConfigSetAllCommand(CommandContext context, ConfigTarget target)
        : base(context, "set-all", "Set several values at once")
    {
        _target = target;
        _plaintext = Take<string[]>("--plaintext", "Set key=value; repeatable");
        _secret = Take<string[]>("--secret", "Set key=value, encrypted; repeatable");
        _json = Take<string?>("--json", "Set the values of a JSON text from 'config --json'");
        _isPath = Take<bool>("--path", "The keys are paths such as a.b[0]");
        Runs(SetAsync);
    }

    private async Task SetAsync(ParseResult parsed)
    {
        var scope = await _target.OpenAsync(parsed);
        var isPath = parsed.GetValue(_isPath);
        foreach (var assignment in parsed.GetValue(_plaintext) ?? [])
        {
            var (place, text) = ConfigAssignment.Read(
                scope.Config,
                assignment,
                isPath,
                "--plaintext"
            );
            Set(scope, place, ConfigPath.ReadValue(text, place.Path));
        }

        foreach (var assignment in parsed.GetValue(_secret) ?? [])
        {
            var (place, text) = ConfigAssignment.Read(scope.Config, assignment, isPath, "--secret");
            Set(scope, place, await scope.EncryptAsync(text));
        }

        if (parsed.GetValue(_json) is { } json)
        {
            await SetJsonAsync(scope, json);
        }

        scope.Config.Save();
    }

    private static async Task SetJsonAsync(ConfigScope scope, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var entry in document.RootElement.EnumerateObject())
            {
                var place = ConfigPlace.Parse(scope.Config, entry.Name, isPath: false);
                Set(scope, place, await ValueAsync(scope, entry));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw CommandException.Usage(
                $"--json needs the output of 'pulumi config --json', an object with a 'value' for each key: {e.Message}",
                e
            );
        }
    }

    private static async Task<ConfigValue> ValueAsync(ConfigScope scope, JsonProperty entry)
    {
        var isSecret = entry.Value.TryGetProperty("secret", out var flag) && flag.GetBoolean();
        if (entry.Value.TryGetProperty("objectValue", out var structure) && !isSecret)
        {
            return ConfigText.FromJson(structure.GetRawText());
        }

        if (
            !entry.Value.TryGetProperty("value", out var value) || value.GetString() is not { } text
        )
        {
            throw CommandException.Usage(
                $"'{entry.Name}' in --json has no value{(isSecret ? ": create the JSON with --show-secrets" : "")}. Nothing was changed."
            );
        }

        return isSecret ? await scope.EncryptAsync(text) : new ConfigValue.Text(text);
    }

    private static void Set(ConfigScope scope, ConfigPlace place, ConfigValue value) =>
        scope.Config.Set(place.Key, value, place.Below.AsSpan());
}
