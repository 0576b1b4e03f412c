namespace Infra.NixHost.Host.Nix;

/// <summary>What an expression evaluates to.</summary>
/// <param name="DerivationPath">The <c>.drv</c>, or <c>null</c> when the value is a path that needs no build.</param>
/// <param name="OutPath">The store path that building gives, exact before anything is built; or that path itself.</param>
/// <param name="Name">The derivation's name.</param>
/// <param name="FileName">The image's file below <paramref name="OutPath"/> if the derivation says so.</param>
public sealed record NixEvaluation(
    string? DerivationPath,
    string OutPath,
    string Name,
    string? FileName
);
