namespace Infra.NixHost.Hosts.Tests.Contract;

/// <summary>Names that mean something to shells, tools or formats, and that a file may have all the same.</summary>
internal static class OddNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        "a b",
        " before and after ",
        "it's",
        "'''",
        "say \"it\"",
        "two\nlines",
        "ends in a line\n",
        "tab\there",
        "\u0001\u001b[31m",
        "größe-日本-\U0001f600",
        "-n",
        "--help",
        "-",
        "!",
        "(",
        "~",
        "#",
        "*",
        "[a-z]?",
        "{a,b}",
        "$HOME$(id)`id`${x}",
        "back\\slash\\n\\0",
        "%s%n%%",
        "a;b&c|d>e<f",
        ".hidden",
        "..twice",
        "...",
        "Permission denied",
        "No such file or directory",
        "held 1",
    ];
}
