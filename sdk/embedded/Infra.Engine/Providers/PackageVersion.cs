namespace Infra.Engine.Providers;

/// <summary>The order of versions of packages, as <c>1.2.3</c> or <c>v1.2.3-alpha</c>.</summary>
internal static class PackageVersion
{
    private static readonly Version Unknown = new();

    /// <summary>What versions are ordered by: a prerelease precedes its release, and a text that is no version precedes all.</summary>
    public static (Version Number, bool IsRelease) Order(string version)
    {
        // What follows a plus sign says how a version was built, and orders nothing.
        var text = version.TrimStart('v').Split('+')[0];
        var end = text.IndexOf('-', StringComparison.Ordinal);
        var number = end < 0 ? text : text[..end];
        return Version.TryParse(number, out var parsed)
            ? (new(parsed.Major, parsed.Minor, Math.Max(parsed.Build, 0)), end < 0)
            : (Unknown, end < 0);
    }

    /// <summary>Whether a plugin is older than what was asked for; not so where one of the two is unknown.</summary>
    public static bool IsOlder(string version, string asked) =>
        Order(version).Number != Unknown
        && Order(asked).Number != Unknown
        && Order(version).CompareTo(Order(asked)) < 0;
}
