using Infra.Protocol.Paths;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>Paths into property values as text, a step at a time: <c>a.b[0]["c d"]</c>.</summary>
internal static class PropertyPath
{
    /// <summary>The path of a property or an item below another; below nothing when the path is empty.</summary>
    public static string Join(string path, PathSegment segment)
    {
        var step = segment.ToString();
        return path.Length == 0 || step[0] == '[' ? path + step : $"{path}.{step}";
    }

    /// <summary>The first name of a path.</summary>
    public static string RootOf(string path)
    {
        var end = path.IndexOfAny(['.', '[']);
        return end < 0 ? path : path[..end];
    }
}
