using System.Collections.Immutable;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>A command line of <c>nix-instantiate</c> for one of the files shipped with this assembly.</summary>
internal sealed class EvaluationCommand
{
    private readonly ImmutableArray<string>.Builder _arguments =
        ImmutableArray.CreateBuilder<string>();

    /// <summary>Begins a command line.</summary>
    /// <param name="file">The file.</param>
    /// <param name="write">Whether derivations are written to the store.</param>
    public EvaluationCommand(string file, bool write)
    {
        _arguments.AddRange("--eval", "--strict", "--json");
        if (write)
        {
            _arguments.Add("--read-write-mode");
        }

        _arguments.Add(file);
        _arguments.AddRange(NixModules.SearchPath(file));
        // Without it newer releases leave out the frames of the author's own files.
        _arguments.Add("--show-trace");
    }

    public ImmutableArray<string> Arguments => _arguments.ToImmutable();

    public void AddText(string name, string value) => _arguments.AddRange("--argstr", name, value);

    public void AddExpression(string name, string value) =>
        _arguments.AddRange("--arg", name, value);

    /// <summary>Enables flakes for this evaluation, because many hosts have them disabled.</summary>
    public void AllowFlakes() =>
        _arguments.AddRange("--option", "extra-experimental-features", "flakes");

    /// <summary>Adds the nixpkgs and the Nix system, when they are not the host's.</summary>
    public void AddPackages(string? nixpkgs, string? system)
    {
        if (nixpkgs is not null)
        {
            var isPath = Path.IsPathRooted(nixpkgs);
            if (!isPath)
            {
                AllowFlakes();
            }

            AddText("nixpkgs", nixpkgs);
            // An expression that uses <nixpkgs> itself gets the same one.
            _arguments.AddRange("-I", $"nixpkgs={(isPath ? "" : "flake:")}{nixpkgs}");
        }
        if (system is not null)
        {
            AddText("system", system);
        }
    }
}
