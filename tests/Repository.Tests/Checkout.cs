using System.Runtime.CompilerServices;

namespace Repository.Tests;

/// <summary>The checkout that these tests were compiled from.</summary>
internal static class Checkout
{
    private static readonly string[] Generated =
    [
        "artifacts",
        "obj",
        "bin",
        "node_modules",
        ".git",
        ".cache",
    ];

    public static string Root { get; } = FindRoot();

    /// <summary>A file whose name has a variable is a template's, and no part of what is built here.</summary>
    private const string Variable = "${";

    public static IEnumerable<string> Files(string pattern) =>
        Directory
            .EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Where(f =>
                !Path.GetRelativePath(Root, f).Split('/').Any(part => Generated.Contains(part))
                && !Path.GetFileName(f).StartsWith(Variable, StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);

    public static string Relative(string path) => Path.GetRelativePath(Root, path);

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
