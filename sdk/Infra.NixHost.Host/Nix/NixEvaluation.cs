namespace Infra.NixHost.Hosts.Nix;

/// <summary>The result of an evaluation.</summary>
/// <param name="DerivationPath">The <c>.drv</c>, or <c>null</c> for a path that needs no build.</param>
/// <param name="OutPath">The exact store path that a build will give, or the path itself.</param>
/// <param name="Name">The derivation's name.</param>
/// <param name="FileName">The image's file below <paramref name="OutPath"/>, if the derivation names it.</param>
public sealed record NixEvaluation(
    string? DerivationPath,
    string OutPath,
    string Name,
    string? FileName
)
{
    /// <summary>What NixOS does not change under a running system, by name: a JSON object, or empty.</summary>
    public string SwitchInhibitors { get; init; } = "";

    /// <summary>What the configuration warns of, a line or more each; empty when there is nothing.</summary>
    public string Warnings { get; init; } = "";
}
