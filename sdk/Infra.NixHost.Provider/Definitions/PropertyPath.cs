using Infra.Protocol.Paths;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>Builds and reads textual paths into property values, such as <c>a.b[0]["c d"]</c>.</summary>
internal static class PropertyPath
{
    /// <summary>Appends a step to a path; an empty path stands for the resource itself.</summary>
    public static string Join(string path, PathSegment segment)
    {
        var step = segment.ToString();
        return path.Length == 0 || step[0] == '[' ? path + step : $"{path}.{step}";
    }

    /// <summary>The index of a path's first item, or <c>null</c> when it has none, e.g. 2 for <c>disks[2].path</c>.</summary>
    public static int? IndexOf(string path)
    {
        var (start, end) = (path.IndexOf('['), path.IndexOf(']'));
        return start >= 0 && int.TryParse(path.AsSpan((start + 1)..end), out var index)
            ? index
            : null;
    }

    /// <summary>The first name of a path.</summary>
    public static string RootOf(string path)
    {
        var end = path.IndexOfAny(['.', '[']);
        return end < 0 ? path : path[..end];
    }
}
