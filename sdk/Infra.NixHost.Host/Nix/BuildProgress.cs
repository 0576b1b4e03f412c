namespace Infra.NixHost.Hosts.Nix;

/// <summary>The progress of a running build; at most four reports come in a second.</summary>
/// <param name="Done">The derivations built so far.</param>
/// <param name="Expected">The derivations to build, as far as Nix knows.</param>
/// <param name="Phase">The phase or last log line of the running build, without control characters. It may be empty.</param>
public sealed record BuildProgress(int Done, int Expected, string Phase);
