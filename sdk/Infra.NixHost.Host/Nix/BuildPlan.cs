namespace Infra.NixHost.Host.Nix;

/// <summary>What realising a derivation would do.</summary>
/// <param name="Builds">How many derivations would be built.</param>
/// <param name="Fetches">How many store paths would be fetched.</param>
public sealed record BuildPlan(int Builds, int Fetches);
