using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Images;

/// <summary>The directories whose files nobody may be told to open to others, and in which no backing file may lie.</summary>
internal static class SystemDirectories
{
    private static readonly string[] All =
    [
        "/bin",
        "/boot",
        "/dev",
        "/etc",
        "/lib",
        "/proc",
        "/root",
        "/run",
        "/sbin",
        "/sys",
        "/usr",
    ];

    /// <summary>Whether a path is one of them or lies in one.</summary>
    public static bool Have(string path) =>
        All.Any(directory => path == directory || PathText.IsBelow(path, directory));
}
