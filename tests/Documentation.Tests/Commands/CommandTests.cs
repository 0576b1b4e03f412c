using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Documentation.Tests.Pages;

namespace Documentation.Tests.Commands;

/// <summary>
/// Every command in the pages can be typed: the command line, the Makefile and the packages have what it names. Those of the README and of
/// the tour are also run as they stand, in the labs of EndToEnd.Tests.
/// </summary>
internal sealed partial class CommandTests
{
    /// <summary>The programs of others, whose arguments nobody here can check.</summary>
    private static readonly string[] Others =
    [
        "adduser",
        "cat",
        "cd",
        "chgrp",
        "chmod",
        "find",
        "git",
        "ip",
        "jq",
        "ls",
        "mkdir",
        "modprobe",
        "mv",
        "newgrp",
        "nix",
        "nix-build",
        "nix-collect-garbage",
        "nix-instantiate",
        "nix-store",
        "nixos-rebuild",
        "node",
        "npm",
        "openssl",
        "pip",
        "qemu-img",
        "rm",
        "scp",
        "ssh",
        "ssh-keygen",
        "sysctl",
        "systemctl",
        "tofu",
        "terraform",
        "virsh",
        "virt-xml-validate",
    ];

    private static readonly Lazy<ImmutableArray<string>> Targets = new(() =>
        [
            .. Target()
                .Matches(File.ReadAllText(Repository.PathOf("Makefile")))
                .Select(m => m.Groups["name"].Value),
        ]
    );

    /// <summary>The names of the packages that <c>make pack</c> makes.</summary>
    private static readonly Lazy<ImmutableArray<string>> Packages = new(() =>
        [
            .. Repository
                .Paths("*.csproj")
                .Where(p => p.StartsWith("sdk/", StringComparison.Ordinal))
                .Select(p =>
                    XDocument
                        .Load(Repository.PathOf(p))
                        .Descendants("PackageId")
                        .Select(i => i.Value)
                        .FirstOrDefault()
                    ?? Path.GetFileNameWithoutExtension(p)
                ),
        ]
    );

    private static IEnumerable<Block> Blocks =>
        Repository.Blocks.Where(b =>
            b.Language is "sh" || (b.Language.Length == 0 && IsTyped(b.Text))
        );

    /// <summary>The commands within the sentences of a page, as one block.</summary>
    private static IEnumerable<Block> Spans =>
        Repository
            .Documentation.Select(p => new Block(
                p.Path,
                1,
                "sh",
                "",
                string.Join('\n', p.Spans.Where(s => Own().IsMatch(s)))
            ))
            .Where(b => b.Text.Length > 0);

    [TestCaseSource(nameof(Blocks))]
    [TestCaseSource(nameof(Spans))]
    public async Task The_commands_of_a_block_exist(object block)
    {
        var commands = await TypedCommands.InAsync((Block)block);

        Assert.That(
            commands
                .Select(c => (Command: string.Join(' ', c), Complaint: Complaint(c)))
                .Where(c => c.Complaint is not null),
            Is.Empty
        );
    }

    [TestCase("infra preveiw", "preveiw")]
    [TestCase("./pulumi up --expect-nochanges", "expect-nochanges")]
    [TestCase("infra do nixhost:NixGuest list", "only the Pulumi CLI")]
    [TestCase("x=$(infra stack outputt)", "outputt")]
    [TestCase("make upp", "upp")]
    [TestCase("dotnet tool install --global Infra.NixHost.Client", "Infra.NixHost.Client")]
    [TestCase("cat examples/nowhere/Program.cs", "examples/nowhere")]
    [TestCase("frobnicate", "frobnicate")]
    public async Task A_command_that_does_not_exist_is_found(string text, string complaint)
    {
        var commands = await TypedCommands.InAsync(new Block("page", 1, "sh", "", text));

        Assert.That(commands.Select(Complaint), Has.Exactly(1).Contains(complaint));
    }

    private static string? Complaint(ImmutableArray<string> command)
    {
        if (command[1..].FirstOrDefault(IsMissingFile) is { } missing)
        {
            return $"there is no {missing}";
        }

        return command[0] switch
        {
            "sudo" => Complaint(command[1..]),
            "infra" => CommandTable.Complaint(command[1..]),
            // The script has two commands that no CLI has.
            TypedCommands.Wrapper => command is [_, "doctor" or "images", ..]
                ? ProviderCommands.Complaint(command[1..])
                : CommandTable.Complaint(command[1..]),
            "pulumi" => CommandTable.ComplaintOfPulumi(command[1..]),
            "pulumi-resource-nixhost" => ProviderCommands.Complaint(command[1..]),
            "make" => command[1..]
                .FirstOrDefault(w => !w.Contains('=') && !Targets.Value.Contains(w)),
            "dotnet" => command[1..]
                .FirstOrDefault(w =>
                    w.StartsWith("Infra.", StringComparison.Ordinal) && !Packages.Value.Contains(w)
                ),
            _ => Others.Contains(command[0], StringComparer.Ordinal)
                ? null
                : $"'{command[0]}' is not among the programs that the pages use",
        };
    }

    private static bool IsMissingFile(string word) =>
        OwnFile().IsMatch(word) && !Path.Exists(Repository.PathOf(word.TrimStart('.', '/')));

    // What commands print is JSON, or begins with the steps of `make up`.
    private static bool IsTyped(string text) =>
        !text.StartsWith('{') && !text.StartsWith("==>", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(infra|pulumi|\./pulumi|make|dotnet) [a-z]",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Own();

    [GeneratedRegex(
        "(?m)^(?<name>[a-z-]+):",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Target();

    [GeneratedRegex(
        @"^(\.{1,2}/)*(examples|sdk|eng|docs|tests)/[\w./-]*\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex OwnFile();
}
