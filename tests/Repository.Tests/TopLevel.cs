using System.Diagnostics;

namespace Repository.Tests;

public sealed class TopLevel
{
    private static readonly string[] Entries =
    [
        ".ci",
        ".editorconfig",
        ".github",
        ".gitignore",
        "BannedSymbols.txt",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Directory.Build.props",
        "Directory.Packages.props",
        "Infra.sln",
        "LICENSE",
        "Makefile",
        "Pulumi.yaml",
        "README.md",
        "SECURITY.md",
        "docs",
        "eng",
        "examples",
        "flake.nix",
        "global.json",
        "pulumi",
        "sdk",
        "tests",
    ];

    [Test]
    public void The_top_level_holds_what_the_layout_names_and_nothing_else()
    {
        Assert.That(Tracked().Select(f => f.Split('/')[0]).Distinct(), Is.EquivalentTo(Entries));
    }

    [Test]
    public void The_contributors_guide_stays_short()
    {
        Assert.That(
            File.ReadAllLines(Path.Combine(Checkout.Root, "CONTRIBUTING.md")),
            Has.Length.LessThanOrEqualTo(120)
        );
    }

    [Test]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Checkout.Root, "Infra.sln"))
            .Replace('\\', '/');

        var missing = Checkout
            .Files("*.csproj")
            .Select(Checkout.Relative)
            .Where(p => !solution.Contains(p, StringComparison.Ordinal));

        Assert.That(missing, Is.Empty);
    }

    private static string[] Tracked()
    {
        var start = new ProcessStartInfo("git", ["-C", Checkout.Root, "ls-files"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.That(git.ExitCode, Is.Zero, "git ls-files failed");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
