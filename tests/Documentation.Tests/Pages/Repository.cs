using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Documentation.Tests.Pages;

/// <summary>The checkout that these tests were compiled from.</summary>
internal static class Repository
{
    /// <summary>The address under which a forge shows the files of the checkout.</summary>
    public const string Files = "https://github.com/infra-nixhost/infra-nixhost/blob/main/";

    private static readonly string[] Generated =
    [
        "artifacts",
        "obj",
        "bin",
        "node_modules",
        ".git",
        ".cache",
        ".pulumi",
    ];

    /// <summary>The root of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All Markdown files.</summary>
    public static ImmutableArray<Page> Pages { get; } = [.. Paths("*.md").Select(Page.Read)];

    /// <summary>The pages for users: the README, those in <c>docs</c>, and those that the packages and the examples have.</summary>
    public static ImmutableArray<Page> Documentation { get; } =
    [
        .. Pages.Where(p =>
            p.Path == "README.md"
            || p.Path.StartsWith("docs/", StringComparison.Ordinal)
            || p.Path.StartsWith("examples/", StringComparison.Ordinal)
            || (
                p.Path.StartsWith("sdk/", StringComparison.Ordinal)
                && p.Path.EndsWith("/README.md", StringComparison.Ordinal)
            )
        ),
    ];

    /// <summary>The blocks of code in the pages for users.</summary>
    public static ImmutableArray<Block> Blocks { get; } =
    [.. Documentation.SelectMany(p => p.Blocks)];

    /// <summary>The files of a pattern, relative to the root.</summary>
    public static IEnumerable<string> Paths(string pattern) =>
        Directory
            .EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f))
            .Where(f => !f.Split('/').Any(part => Generated.Contains(part, StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal);

    /// <summary>The absolute path of a file of the checkout.</summary>
    public static string PathOf(string path) => Path.Combine(Root, path);

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
