using System.Text.RegularExpressions;
using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>The version of the host's Nix. It is read once, when a feature depends on it.</summary>
internal sealed partial class NixVersion(NixTools tools)
{
    private Version? _version;

    /// <summary>The version.</summary>
    /// <exception cref="HostException">Nix is missing or does not tell its version.</exception>
    public async Task<Version> ReadAsync(CancellationToken cancellationToken) =>
        _version ??= await AskAsync(cancellationToken);

    /// <exception cref="HostException">Nix is older than needed.</exception>
    public async Task RequireAsync(
        Version minimum,
        string feature,
        CancellationToken cancellationToken
    )
    {
        if (await ReadAsync(cancellationToken) < minimum)
        {
            throw new HostException(
                "nix-too-old",
                $"This host has Nix {_version}, but {feature} need Nix {minimum} or newer. Upgrade Nix, or use an expression instead."
            );
        }
    }

    /// <summary>Finds the number in <c>nix (Nix) 2.8.0</c>. Forks put their own name or version into the brackets.</summary>
    public static Version? Parse(string text) =>
        Number().Match(text) is { Success: true } match
        && Version.TryParse(match.Value, out var version)
            ? version
            : null;

    private async Task<Version> AskAsync(CancellationToken cancellationToken)
    {
        var invocation = new Invocation(Tool.NixCommand, ["--version"])
        {
            Timeout = tools.Options.CommandTimeout,
        };
        var result = await tools.RunAsync(invocation, cancellationToken);
        return Parse(result.OrThrow("nix-failed", "Nix does not tell its version").Output)
            ?? throw result.Failure("nix-failed", "Nix reports a version that is not a number");
    }

    [GeneratedRegex(
        @"\d+\.\d+(\.\d+)?(?![^(]*\))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Number();
}
