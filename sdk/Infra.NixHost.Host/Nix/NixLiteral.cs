namespace Infra.NixHost.Hosts.Nix;

/// <summary>Writes values as Nix expressions.</summary>
internal static class NixLiteral
{
    /// <summary>Writes a string without any interpolation.</summary>
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

    /// <summary>Writes an attribute set of strings.</summary>
    public static string Set(IEnumerable<KeyValuePair<string, string>> values) =>
        "{ "
        + string.Concat(values.Select(pair => $"{String(pair.Key)} = {String(pair.Value)}; "))
        + "}";
}
