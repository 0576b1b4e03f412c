using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.Engine.Workspace.Configuration;
using Infra.Protocol;

namespace Infra.Engine.Deployment.Naming;

/// <summary>Reads the rules for names from the configuration <c>pulumi:autonaming</c>.</summary>
internal sealed partial class NamingConfiguration(DeploymentRequest request)
{
    private const string Key = "pulumi:autonaming";

    /// <summary>The rules; none without that configuration.</summary>
    /// <exception cref="InfraException">The configuration is wrong.</exception>
    public NamingRules Read()
    {
        if (request.Configuration.Values.GetValueOrDefault(Key) is not { Length: > 0 } text)
        {
            return NamingRules.None;
        }

        var root = Parse(text);
        var rest = Rule(root, "");
        var packages = root.Providers ?? [];
        var types =
            from package in packages
            from type in package.Value.Resources ?? []
            select KeyValuePair.Create(type.Key, RuleOfType(type.Value, package.Key, type.Key));
        return new(
            rest,
            packages.ToImmutableDictionary(
                package => package.Key,
                package =>
                    package.Value.SaysNothing
                        ? rest
                        : Rule(package.Value, $"providers.{package.Key}")
            ),
            types.ToImmutableDictionary()
        );
    }

    private static NamingSection Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<NamingSection>(text) ?? new();
        }
        catch (JsonException e)
        {
            throw Wrong("", $"it is not what is expected there: {e.Message}", e);
        }
    }

    private NamingRule RuleOfType(NamingSection section, string package, string type)
    {
        var path = $"providers.{package}.resources.{type}";
        return section.SaysNothing
            ? throw Wrong(path, "it needs a mode or a pattern")
            : Rule(section, path);
    }

    private NamingRule Rule(NamingSection section, string path) =>
        section switch
        {
            { Mode: not null, Pattern: not null } or { Mode: not null, Enforce: not null } =>
                throw Wrong(path, "a mode and a pattern exclude each other"),
            { Pattern: { } pattern } => new NamingRule.Pattern(
                new(FillIn(pattern, path)),
                section.Enforce ?? false
            ),
            { Enforce: not null } => throw Wrong(path, "there is no pattern to enforce"),
            { Mode: null or "default" } => new NamingRule.Default(),
            { Mode: "verbatim" } => new NamingRule.Verbatim(),
            { Mode: "disabled" } => new NamingRule.Disabled(),
            _ => throw Wrong(
                path,
                $"the mode '{section.Mode}' is not default, verbatim or disabled"
            ),
        };

    // Fills in the parts that are the same for the whole stack.
    private string FillIn(string pattern, string path) =>
        StackParts()
            .Replace(
                pattern,
                part =>
                    part.Groups["key"] is { Success: true, Value: var key }
                        ? Configured(key, path)
                        : part.Groups["part"].Value switch
                        {
                            "organization" => DeploymentRequest.Organization,
                            "project" => request.Project.Name,
                            _ => request.Stack,
                        }
            );

    private string Configured(string key, string path)
    {
        var values = request.Configuration.Values;
        if (values.GetValueOrDefault($"{request.Project.Name}:{key}") is { } text)
        {
            return text;
        }

        var steps = ConfigPath.Parse(key);
        return
            values.GetValueOrDefault($"{request.Project.Name}:{steps[0].Name}") is { } whole
            && Select(whole, steps.AsSpan(1..)) is { IsObject: false } value
            ? ConfigText.ToText(value, secret => secret)
            : throw Wrong(path, $"the configuration '{key}' in its pattern is not set");
    }

    private static ConfigValue? Select(string json, ReadOnlySpan<ConfigStep> path)
    {
        try
        {
            return ConfigTree.Get(ConfigText.FromJson(json), path);
        }
        catch (JsonException)
        {
            // A text that is not JSON has no parts.
            return null;
        }
    }

    private static InfraException Wrong(string path, string why, Exception? cause = null)
    {
        var where = path.Length > 0 ? $"{Key} at {path}" : Key;
        var message = $"The configuration {where} is wrong: {why}. Correct it in the stack's file.";
        return cause is null ? new(message) : new(message, cause);
    }

    [GeneratedRegex(
        @"\$\{((?<part>organization|project|stack)|config\.(?<key>[^}]+))\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex StackParts();
}
