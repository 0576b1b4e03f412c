using System.Text.Json;
using Infra.Protocol.Naming;
using Pulumi.Deployments;

namespace Pulumi;

/// <summary>The stack's configuration, as <c>pulumi config</c> sets it.</summary>
/// <remarks>A missing or malformed value ends the program with a <see cref="RunException"/> that says what to set.</remarks>
public sealed class Config
{
    private readonly string _namespace;

    /// <summary>Creates a view of one namespace.</summary>
    /// <param name="name">The part of the keys before the colon. Default: the project's name.</param>
    public Config(string? name = null)
    {
        var chosen = name ?? DeploymentContext.Required.Settings.Project;
        const string OldForm = ":config";
        _namespace = chosen.EndsWith(OldForm, StringComparison.Ordinal)
            ? chosen[..^OldForm.Length]
            : chosen;
    }

    /// <summary>Returns a string, or <c>null</c> when the key is not set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public string? Get(string key) => Find(key);

    /// <summary>Returns a string as a secret, or <c>null</c> when the key is not set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public Output<string>? GetSecret(string key) =>
        Find(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>Returns a string; the key must be set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public string Require(string key) => Find(key) ?? throw Missing(key, isSecret: false);

    /// <summary>Returns a string as a secret; the key must be set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public Output<string> RequireSecret(string key) =>
        Output.CreateSecret(Find(key) ?? throw Missing(key, isSecret: true));

    /// <summary>Returns <c>true</c> or <c>false</c>, or <c>null</c> when the key is not set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public bool? GetBoolean(string key) => FindBoolean(key);

    /// <summary>Returns <c>true</c> or <c>false</c> as a secret, or <c>null</c> when the key is not set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public Output<bool>? GetSecretBoolean(string key) =>
        FindBoolean(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>Returns <c>true</c> or <c>false</c>; the key must be set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public bool RequireBoolean(string key) =>
        FindBoolean(key) ?? throw Missing(key, isSecret: false);

    /// <summary>Returns <c>true</c> or <c>false</c> as a secret; the key must be set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public Output<bool> RequireSecretBoolean(string key) =>
        Output.CreateSecret(FindBoolean(key) ?? throw Missing(key, isSecret: true));

    /// <summary>Returns an integer, or <c>null</c> when the key is not set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public int? GetInt32(string key) => FindInt32(key);

    /// <summary>Returns an integer as a secret, or <c>null</c> when the key is not set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public Output<int>? GetSecretInt32(string key) =>
        FindInt32(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>Returns an integer; the key must be set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public int RequireInt32(string key) => FindInt32(key) ?? throw Missing(key, isSecret: false);

    /// <summary>Returns an integer as a secret; the key must be set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public Output<int> RequireSecretInt32(string key) =>
        Output.CreateSecret(FindInt32(key) ?? throw Missing(key, isSecret: true));

    /// <summary>Returns a number, or <c>null</c> when the key is not set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public double? GetDouble(string key) => FindDouble(key);

    /// <summary>Returns a number as a secret, or <c>null</c> when the key is not set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public Output<double>? GetSecretDouble(string key) =>
        FindDouble(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>Returns a number; the key must be set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public double RequireDouble(string key) =>
        FindDouble(key) ?? throw Missing(key, isSecret: false);

    /// <summary>Returns a number as a secret; the key must be set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public Output<double> RequireSecretDouble(string key) =>
        Output.CreateSecret(FindDouble(key) ?? throw Missing(key, isSecret: true));

    /// <summary>Returns a value parsed from JSON, or the type's default when the key is not set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public T? GetObject<T>(string key) => Read<T>(key, null);

    /// <summary>Returns a value parsed from JSON as a secret, or <c>null</c> when the key is not set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public Output<T>? GetSecretObject<T>(string key) =>
        Find(key) is null ? null : Output.CreateSecret(Read<T>(key, null));

    /// <summary>Returns a value parsed from JSON; the key must be set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public T RequireObject<T>(string key) =>
        Find(key) is null ? throw Missing(key, isSecret: false) : Read<T>(key, null);

    /// <summary>Returns a value parsed from JSON as a secret; the key must be set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    public Output<T> RequireSecretObject<T>(string key) =>
        Find(key) is null
            ? throw Missing(key, isSecret: true)
            : Output.CreateSecret(Read<T>(key, null));

    /// <summary>Returns a value parsed from JSON, or the type's default when the key is not set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    /// <param name="options">The options of the JSON parser.</param>
    public T? GetObject<T>(string key, JsonSerializerOptions options) => Read<T>(key, options);

    /// <summary>Returns a value parsed from JSON as a secret, or <c>null</c> when the key is not set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    /// <param name="options">The options of the JSON parser.</param>
    public Output<T>? GetSecretObject<T>(string key, JsonSerializerOptions options) =>
        Find(key) is null ? null : Output.CreateSecret(Read<T>(key, options));

    /// <summary>Returns a value parsed from JSON; the key must be set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    /// <param name="options">The options of the JSON parser.</param>
    public T RequireObject<T>(string key, JsonSerializerOptions options) =>
        Find(key) is null ? throw Missing(key, isSecret: false) : Read<T>(key, options);

    /// <summary>Returns a value parsed from JSON as a secret; the key must be set.</summary>
    /// <param name="key">The key, without its namespace.</param>
    /// <param name="options">The options of the JSON parser.</param>
    public Output<T> RequireSecretObject<T>(string key, JsonSerializerOptions options) =>
        Find(key) is null
            ? throw Missing(key, isSecret: true)
            : Output.CreateSecret(Read<T>(key, options));

    private string? Find(string key) =>
        DeploymentContext.Required.Settings.Config.GetValueOrDefault(FullKey(key));

    private bool? FindBoolean(string key) =>
        Find(key) switch
        {
            null => null,
            var text when bool.TryParse(text, out var value) => value,
            var text => throw Mistyped(key, text, "true or false"),
        };

    private int? FindInt32(string key) =>
        Find(key) switch
        {
            null => null,
            var text when int.TryParse(text, out var value) => value,
            var text => throw Mistyped(key, text, "a whole number"),
        };

    private double? FindDouble(string key) =>
        Find(key) switch
        {
            null => null,
            var text when double.TryParse(text, out var value) => value,
            var text => throw Mistyped(key, text, "a number"),
        };

    private T Read<T>(string key, JsonSerializerOptions? options)
    {
        if (Find(key) is not { } text)
        {
            // The methods that need a value have checked that the key is set.
            return default!;
        }

        try
        {
            // The JSON text 'null' is null of T, as with the real SDK.
            return JsonSerializer.Deserialize<T>(text, options)!;
        }
        catch (JsonException e)
        {
            throw Mistyped(key, text, $"JSON of a {typeof(T).Name} ({e.Message})");
        }
    }

    private string FullKey(string key) => $"{_namespace}:{key}";

    private RunException Missing(string key, bool isSecret) =>
        new(
            $"The program needs the configuration value '{FullKey(key)}', which is not set. {Near(key)}Set it with 'pulumi config set {(isSecret ? "--secret " : "")}{FullKey(key)} <value>'."
        );

    /// <summary>Asks whether a key that is set was meant.</summary>
    private string Near(string key)
    {
        var prefix = $"{_namespace}:";
        var near = NearestName.Find(
            key,
            DeploymentContext
                .Required.Settings.Config.Keys.Where(k =>
                    k.StartsWith(prefix, StringComparison.Ordinal)
                )
                .Select(k => k[prefix.Length..])
        );
        return near is null ? "" : $"'{FullKey(near)}' is set; did you mean that? ";
    }

    // The value may be a secret, so the message does not show it.
    private RunException Mistyped(string key, string text, string kind) =>
        new(
            $"The configuration value '{FullKey(key)}' must be {kind}, but its {text.Length} characters are not. Set it with 'pulumi config set {FullKey(key)} <value>'."
        );
}
