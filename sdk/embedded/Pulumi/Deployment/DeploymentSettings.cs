using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Deployments;

/// <summary>The settings of a run, which the engine passes in environment variables.</summary>
internal sealed record DeploymentSettings
{
    public required string Project { get; init; }

    public required string Stack { get; init; }

    public string Organization { get; init; } = "organization";

    public string RootDirectory { get; init; } = "";

    /// <summary>Whether the run is a preview.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The configuration by full key. Secrets are in clear text and compound values are JSON.</summary>
    public ImmutableDictionary<string, string> Config { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    public bool DisableResourceReferences { get; init; }

    public string RootName => $"{Project}-{Stack}";

    /// <param name="read">Returns the value of an environment variable.</param>
    public static DeploymentSettings FromEnvironment(Func<string, string?> read) =>
        new()
        {
            Project = Required(read, "PULUMI_PROJECT"),
            Stack = Required(read, "PULUMI_STACK"),
            Organization = read("PULUMI_ORGANIZATION") is { Length: > 0 } name
                ? name
                : "organization",
            RootDirectory = read("PULUMI_ROOT_DIRECTORY") ?? "",
            IsDryRun = bool.TryParse(Required(read, "PULUMI_DRY_RUN"), out var dryRun)
                ? dryRun
                : throw Unusable("PULUMI_DRY_RUN"),
            Config = ReadConfig(read),
            DisableResourceReferences =
                read("PULUMI_DISABLE_RESOURCE_REFERENCES") is "1" or "true" or "TRUE",
        };

    public static ImmutableDictionary<string, string> ReadConfig(Func<string, string?> read)
    {
        if (read("PULUMI_CONFIG") is not { Length: > 0 } json)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        using var document = JsonDocument.Parse(json);
        return document
            .RootElement.EnumerateObject()
            .ToImmutableDictionary(
                entry => CurrentForm(entry.Name),
                entry => entry.Value.GetString() ?? "",
                StringComparer.Ordinal
            );
    }

    public static string Required(Func<string, string?> read, string name) =>
        read(name) is { Length: > 0 } value ? value : throw Unusable(name);

    // Older engines put a literal "config" between namespace and name.
    private static string CurrentForm(string key) =>
        key.Split(':', 3) is [var ns, "config", var name] ? $"{ns}:{name}" : key;

    private static InvalidOperationException Unusable(string name) =>
        new(
            $"The environment variable {name} is missing or malformed, because no engine started this program. Run 'pulumi preview' or 'pulumi up' in the project's directory."
        );
}
