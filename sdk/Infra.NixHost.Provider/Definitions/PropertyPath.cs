namespace Infra.NixHost.Provider.Definitions;

/// <summary>Paths into property values as engines write them: <c>a.b[0]["c d"]</c>.</summary>
internal static class PropertyPath
{
    /// <summary>The path of a property below another.</summary>
    public static string Join(string path, string name)
    {
        var plain =
            name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        if (!plain)
        {
            return $"{path}[\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";
        }

        return path.Length == 0 ? name : $"{path}.{name}";
    }

    /// <summary>The path of an item of a list.</summary>
    public static string Join(string path, int index) => $"{path}[{index}]";

    /// <summary>The first name of a path.</summary>
    public static string RootOf(string path)
    {
        var end = path.IndexOfAny(['.', '[']);
        return end < 0 ? path : path[..end];
    }
}
