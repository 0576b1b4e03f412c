using Infra.Protocol;

namespace Infra.Engine.Workspace.Configuration;

/// <summary>Full keys of configuration values: <c>namespace:name</c>; the namespace is the project unless another one is given.</summary>
public static class ConfigKey
{
    /// <summary>The full key of what a user wrote: <c>name</c>, <c>namespace:name</c>, or the old <c>namespace:config:name</c>.</summary>
    /// <exception cref="InfraException">It is not a key.</exception>
    public static string Parse(string text, string project) =>
        TryParse(text, project)
        ?? throw new InfraException(
            $"'{text}' is not a configuration key: write NAME or NAMESPACE:NAME."
        );

    /// <summary>The full key, or <c>null</c> when the text is none.</summary>
    public static string? TryParse(string text, string project) =>
        text.Split(':') switch
        {
            [{ Length: > 0 } name] => $"{project}:{name}",
            [{ Length: > 0 } space, { Length: > 0 } name] => $"{space}:{name}",
            [{ Length: > 0 } space, "config", { Length: > 0 } name] => $"{space}:{name}",
            _ => null,
        };

    /// <summary>The key as it is shown: without the namespace when that is the project.</summary>
    public static string Display(string key, string project) =>
        key.StartsWith($"{project}:", StringComparison.Ordinal) ? key[(project.Length + 1)..] : key;
}
