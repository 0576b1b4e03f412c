namespace Infra.NixHost.Host.Nix;

/// <summary>Writes values as Nix expressions.</summary>
internal static class NixLiteral
{
    /// <summary>A string in which nothing is interpolated.</summary>
    public static string String(string value) =>
        "\""
        + value
            .Replace("\\", "\\\\")
            .Replace("\"", "\\\"")
            .Replace("${", "\\${")
            .Replace("\n", "\\n")
            .Replace("\r", "\\r")
            .Replace("\t", "\\t")
        + "\"";

    /// <summary>An attribute set of strings.</summary>
    public static string Set(IEnumerable<KeyValuePair<string, string>> values) =>
        "{ "
        + string.Concat(values.Select(pair => $"{String(pair.Key)} = {String(pair.Value)}; "))
        + "}";
}
