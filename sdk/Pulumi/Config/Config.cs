using System.Text.Json;
using Pulumi.Deployments;

namespace Pulumi;

/// <summary>The stack's configuration, as <c>pulumi config</c> sets it.</summary>
/// <remarks>Values that are missing or of the wrong kind fail the program with a <see cref="RunException"/> that says what to set.</remarks>
public sealed class Config
{
    private readonly string _namespace;

    /// <summary>Chooses a namespace.</summary>
    /// <param name="name">The namespace, what stands before the colon of a key; the project's name when <c>null</c>.</param>
    public Config(string? name = null)
    {
        var chosen = name ?? DeploymentContext.Required.Settings.Project;
        const string OldForm = ":config";
        _namespace = chosen.EndsWith(OldForm, StringComparison.Ordinal)
            ? chosen[..^OldForm.Length]
            : chosen;
    }

    /// <summary>A text, or <c>null</c> when it is not set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public string? Get(string key) => Find(key);

    /// <summary>A text as a secret, or <c>null</c> when it is not set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public Output<string>? GetSecret(string key) =>
        Find(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>A text that must be set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public string Require(string key) => Find(key) ?? throw Missing(key, isSecret: false);

    /// <summary>A text that must be set, as a secret.</summary>
    /// <param name="key">The key, without namespace.</param>
    public Output<string> RequireSecret(string key) =>
        Output.CreateSecret(Find(key) ?? throw Missing(key, isSecret: true));

    /// <summary>A truth value, or <c>null</c> when it is not set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public bool? GetBoolean(string key) => FindBoolean(key);

    /// <summary>A truth value as a secret, or <c>null</c> when it is not set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public Output<bool>? GetSecretBoolean(string key) =>
        FindBoolean(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>A truth value that must be set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public bool RequireBoolean(string key) =>
        FindBoolean(key) ?? throw Missing(key, isSecret: false);

    /// <summary>A truth value that must be set, as a secret.</summary>
    /// <param name="key">The key, without namespace.</param>
    public Output<bool> RequireSecretBoolean(string key) =>
        Output.CreateSecret(FindBoolean(key) ?? throw Missing(key, isSecret: true));

    /// <summary>A whole number, or <c>null</c> when it is not set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public int? GetInt32(string key) => FindInt32(key);

    /// <summary>A whole number as a secret, or <c>null</c> when it is not set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public Output<int>? GetSecretInt32(string key) =>
        FindInt32(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>A whole number that must be set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public int RequireInt32(string key) => FindInt32(key) ?? throw Missing(key, isSecret: false);

    /// <summary>A whole number that must be set, as a secret.</summary>
    /// <param name="key">The key, without namespace.</param>
    public Output<int> RequireSecretInt32(string key) =>
        Output.CreateSecret(FindInt32(key) ?? throw Missing(key, isSecret: true));

    /// <summary>A number, or <c>null</c> when it is not set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public double? GetDouble(string key) => FindDouble(key);

    /// <summary>A number as a secret, or <c>null</c> when it is not set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public Output<double>? GetSecretDouble(string key) =>
        FindDouble(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>A number that must be set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public double RequireDouble(string key) =>
        FindDouble(key) ?? throw Missing(key, isSecret: false);

    /// <summary>A number that must be set, as a secret.</summary>
    /// <param name="key">The key, without namespace.</param>
    public Output<double> RequireSecretDouble(string key) =>
        Output.CreateSecret(FindDouble(key) ?? throw Missing(key, isSecret: true));

    /// <summary>A value read from JSON, or the type's default when it is not set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public T? GetObject<T>(string key) => Read<T>(key, null);

    /// <summary>A value read from JSON as a secret, or <c>null</c> when it is not set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public Output<T>? GetSecretObject<T>(string key) =>
        Find(key) is null ? null : Output.CreateSecret(Read<T>(key, null));

    /// <summary>A value read from JSON that must be set.</summary>
    /// <param name="key">The key, without namespace.</param>
    public T RequireObject<T>(string key) =>
        Find(key) is null ? throw Missing(key, isSecret: false) : Read<T>(key, null);

    /// <summary>A value read from JSON that must be set, as a secret.</summary>
    /// <param name="key">The key, without namespace.</param>
    public Output<T> RequireSecretObject<T>(string key) =>
        Find(key) is null
            ? throw Missing(key, isSecret: true)
            : Output.CreateSecret(Read<T>(key, null));

    /// <summary>A value read from JSON, or the type's default when it is not set.</summary>
    /// <param name="key">The key, without namespace.</param>
    /// <param name="options">How to read the JSON.</param>
    public T? GetObject<T>(string key, JsonSerializerOptions options) => Read<T>(key, options);

    /// <summary>A value read from JSON as a secret, or <c>null</c> when it is not set.</summary>
    /// <param name="key">The key, without namespace.</param>
    /// <param name="options">How to read the JSON.</param>
    public Output<T>? GetSecretObject<T>(string key, JsonSerializerOptions options) =>
        Find(key) is null ? null : Output.CreateSecret(Read<T>(key, options));

    /// <summary>A value read from JSON that must be set.</summary>
    /// <param name="key">The key, without namespace.</param>
    /// <param name="options">How to read the JSON.</param>
    public T RequireObject<T>(string key, JsonSerializerOptions options) =>
        Find(key) is null ? throw Missing(key, isSecret: false) : Read<T>(key, options);

    /// <summary>A value read from JSON that must be set, as a secret.</summary>
    /// <param name="key">The key, without namespace.</param>
    /// <param name="options">How to read the JSON.</param>
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
            return default!;
        }

        try
        {
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
            $"The configuration has no '{FullKey(key)}', which the program needs. Set it with 'pulumi config set {(isSecret ? "--secret " : "")}{FullKey(key)} <value>'."
        );

    // The value may be a secret that is set in the wrong form: it is not shown.
    private RunException Mistyped(string key, string text, string kind) =>
        new(
            $"The configuration's '{FullKey(key)}' must be {kind}; its value of {text.Length} characters is not. Set another one with 'pulumi config set {FullKey(key)} <value>'."
        );
}
