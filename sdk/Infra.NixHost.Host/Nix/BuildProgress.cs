namespace Infra.NixHost.Host.Nix;

/// <summary>Where a running build stands; at most four a second.</summary>
/// <param name="Done">Derivations built so far.</param>
/// <param name="Expected">Derivations to build as known so far.</param>
/// <param name="Phase">The phase or last log line of the build that runs, without control characters; may be empty.</param>
public sealed record BuildProgress(int Done, int Expected, string Phase);
