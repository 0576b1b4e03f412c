using System.Runtime.CompilerServices;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>The quickstart's guest: its expression and its parts.</summary>
internal static class GuestParts
{
    public static string Expression { get; } =
        Existing(Path.Combine(Root(), "examples", "quickstart", "guest", "default.nix"), "see git");

    public static string Directory { get; } =
        Existing(Path.Combine(Root(), ".cache", "guest", "parts"), "run eng/guest-parts.sh");

    private static string Existing(string path, string remedy) =>
        Path.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: {remedy}");

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
