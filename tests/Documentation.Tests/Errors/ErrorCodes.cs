using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Documentation.Tests.Blocks;
using Documentation.Tests.Pages;

namespace Documentation.Tests.Errors;

/// <summary>The codes in the sources of provider and drivers: words with dashes that are written as constants.</summary>
internal static partial class ErrorCodes
{
    /// <summary>
    /// Words of that form that are no codes: names of programs, packages, files, fields and features of others, and words on a wire.
    /// Words of the schema and of domain XML are left out as a whole.
    /// </summary>
    private static readonly string[] OtherWords =
    [
        "actual-size",
        "app-config",
        "backing-filename",
        "backing-filename-format",
        "br-exists",
        "config-changed",
        "config-disks",
        "extra-experimental-features",
        "full-backing-filename",
        "gave-up",
        "internal-json",
        "libvirt-qemu",
        "list-ports",
        "nix-bin",
        "nix-command",
        "nix-copy-closure",
        "nix-instantiate",
        "nix-support",
        "nixhost-missing",
        "nixhost-ready",
        "on-crash",
        "openssh-client",
        "openvswitch-switch",
        "ovs-vsctl",
        "qemu-img",
        "qemu-utils",
        "switch-inhibitors",
        "util-linux",
        "virtual-size",
    ];

    /// <summary>The files of the sources, relative to the repository.</summary>
    public static IEnumerable<string> Sources { get; } =
    [
        .. Repository
            .Paths("*.cs")
            .Where(p =>
                p.StartsWith("sdk/Infra.NixHost.Provider/", StringComparison.Ordinal)
                || p.StartsWith("sdk/Infra.NixHost.Host/", StringComparison.Ordinal)
            )
            .Where(p => !p.Contains("/NixGuest/Xml/", StringComparison.Ordinal)),
    ];

    /// <summary>The codes that are written as they are.</summary>
    public static ImmutableSortedSet<string> Written { get; } =
    [.. Sources.SelectMany(In).Where(c => !IsOther(c))];

    /// <summary>The ends, such as <c>-taken</c>, of codes that begin with a value.</summary>
    public static ImmutableSortedSet<string> Endings { get; } =
    [.. Sources.SelectMany(s => Composed().Matches(Read(s))).Select(m => m.Groups["end"].Value)];

    /// <summary>The codes in one file.</summary>
    public static IEnumerable<string> In(string source) =>
        Word().Matches(Read(source)).Select(m => m.Groups["word"].Value);

    private static bool IsOther(string word) =>
        OtherWords.Contains(word, StringComparer.Ordinal) || SchemaNames.Words.Contains(word);

    private static string Read(string source) => File.ReadAllText(Repository.PathOf(source));

    [GeneratedRegex(
        "(?<![$@])\"(?<word>[a-z][a-z0-9]*(-[a-z0-9]+)+)\"",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Word();

    // Only what is passed as a code: `new($"{program}-missing",` or `CodeOf(…) => $"{kind}-taken"`.
    [GeneratedRegex(
        @"(Code\w*\([^)]*\) =>|new\()\s*\$""\{\w+\}(?<end>(-[a-z]+)+)""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Composed();
}
