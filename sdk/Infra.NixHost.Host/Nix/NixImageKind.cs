namespace Infra.NixHost.Hosts.Nix;

/// <summary>The kinds of sources an image is evaluated from.</summary>
public enum NixImageKind
{
    /// <summary>A NixOS configuration: a file, or a directory with a <c>configuration.nix</c> or <c>default.nix</c>.</summary>
    Configuration,

    /// <summary>Any expression whose value is a derivation, a NixOS system, a path, or a function to one of them.</summary>
    Expression,

    /// <summary>A flake reference.</summary>
    Flake,
}
