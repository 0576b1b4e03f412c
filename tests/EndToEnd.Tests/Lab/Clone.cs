namespace EndToEnd.Tests.Lab;

/// <summary>A clone of the repository in a lab, with a user who types into a shell. What is written there stays in the lab.</summary>
internal sealed class Clone
{
    // Where the lab's directory cannot carry an overlay, as in some containers, everything is copied.
    private const string Mount = """
        set -e
        mkdir -p "$2" "$3" "$3.work"
        mount -t overlay overlay -o "lowerdir=$1,upperdir=$3,workdir=$3.work" "$2" ||
            { cp -a "$1/." "$3/" && mount --bind "$3" "$2"; }
        # The user's home is the lab's own, at its usual place: NuGet builds everything anew where its configuration has another path.
        mkdir -p "$4" "$HOME/.nuget"
        if [ ! -e "$4/.nuget" ]; then
            mkdir "$4/.nuget"
            mount --bind "$HOME/.nuget" "$4/.nuget"
            mount --rbind "$4" "$HOME"
        fi
        cd "$2"
        # A fresh clone has no stacks, and the tests' build is current.
        rm -rf .pulumi
        find . -name 'Pulumi.*.yaml' -not -path './artifacts/*' -delete
        touch artifacts/pulumi.stamp
        """;

    private readonly LabHost _lab;
    private readonly Dictionary<string, string?> _environment;

    private Clone(LabHost lab, string directory)
    {
        (_lab, Directory) = (lab, directory);
        _environment = new(lab.Environment, StringComparer.Ordinal)
        {
            ["PULUMI_HOME"] = null,
            // Nobody is there to answer.
            ["PULUMI_SKIP_CONFIRMATIONS"] = "true",
            ["INFRA_ENGINE"] = "embedded",
            // The stand-in for nixpkgs makes its guests of these parts.
            ["NIX_PATH"] = $"nixpkgs={Checkout.Nixpkgs}",
            ["NIXHOST_GUEST_PARTS"] = Checkout.GuestParts,
            // A lab reaches no registry, so programs that are built in it take what the tests' own build has fetched.
            ["NUGET_PACKAGES"] = Checkout.NuGetPackages,
            // A compiler outside of the lab would write to the repository itself.
            ["UseSharedCompilation"] = "false",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            // These programs are the repository's own, and were analyzed when it was built.
            ["RunAnalyzers"] = "false",
        };
    }

    public string Directory { get; }

    /// <summary>Makes a clone at a path of the lab, which may be that of the repository itself.</summary>
    public static async Task<Clone> CreateAsync(LabHost lab, string directory)
    {
        var changes = Path.Combine(lab.Directory, "changes", $"{Guid.NewGuid():n}");
        var home = Path.Combine(lab.Directory, "home");
        (
            await lab.RunAsync("sh", "-c", Mount, "sh", Checkout.Root, directory, changes, home)
        ).Succeeded();
        var clone = new Clone(lab, directory);
        (
            await clone.TypeAsync(
                "mkdir -p ~/.ssh && echo ssh-ed25519 AAAA > ~/.ssh/id_ed25519.pub"
            )
        ).Succeeded();
        return clone;
    }

    /// <summary>Types commands into a shell in the clone's root, which ends at the first one that fails.</summary>
    public Task<CommandResult> TypeAsync(string commands) =>
        _lab.RunAsync(
            ["bash", "-euo", "pipefail", "-c", commands],
            _environment,
            Directory,
            new Transcript()
        );
}
