namespace Infra.Engine.Values.Assets;

/// <summary>The names of files in archives.</summary>
internal static class EntryNames
{
    /// <summary>The shortest equivalent path: without empty parts, <c>.</c>, and <c>..</c> where it undoes a part.</summary>
    public static string Clean(string name)
    {
        var isRooted = name.StartsWith('/');
        var parts = new List<string>();
        foreach (var part in name.Split('/').Where(part => part.Length > 0 && part != "."))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (!isRooted)
            {
                parts.Add(part);
            }
        }

        var path = string.Join('/', parts);
        return isRooted ? "/" + path
            : path.Length > 0 ? path
            : ".";
    }
}
