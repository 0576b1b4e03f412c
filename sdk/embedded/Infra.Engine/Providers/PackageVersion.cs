namespace Infra.Engine.Providers;

/// <summary>The order of versions of packages, as <c>1.2.3</c> or <c>v1.2.3-alpha</c>.</summary>
internal static class PackageVersion
{
    /// <summary>What versions are ordered by: a prerelease precedes its release, and a text that is no version precedes all.</summary>
    public static (Version Number, bool IsRelease) Order(string version)
    {
        var text = version.TrimStart('v');
        var end = text.AsSpan().IndexOfAny('-', '+');
        var number = end < 0 ? text : text[..end];
        return (Version.TryParse(number, out var parsed) ? parsed : new(), end < 0);
    }

    /// <summary>Whether a plugin is older than what was asked for; not so where one of the two is unknown.</summary>
    public static bool IsOlder(string version, string asked) =>
        version.Length > 0 && asked.Length > 0 && Order(version).CompareTo(Order(asked)) < 0;
}
