namespace Infra.NixHost.Hosts.Nix;

/// <summary>The work that realising a derivation would take.</summary>
/// <param name="Builds">The number of derivations to build.</param>
/// <param name="Fetches">The number of store paths to fetch.</param>
public sealed record BuildPlan(int Builds, int Fetches);
