namespace Infra.NixHost.Hosts.Nix;

/// <summary>The source of a NixOS system: the arguments of <c>system.nix</c>.</summary>
public sealed record NixSystemExpression
{
    /// <summary>An absolute path: the root of a configuration tree, or one configuration file.</summary>
    public required string Source { get; init; }

    /// <summary>The configuration's file or directory below <see cref="Source"/>; empty when the source is a file.</summary>
    public string Entry { get; init; } = "";

    /// <summary>The firmware of the guest, <c>bios</c> or <c>uefi</c>; empty leaves it to the configuration.</summary>
    public string Firmware { get; init; } = "";

    /// <summary>The path of nixpkgs, or <c>null</c> for <c>&lt;nixpkgs&gt;</c>.</summary>
    public string? Nixpkgs { get; init; }

    /// <summary>The Nix system, e.g. <c>x86_64-linux</c>, or <c>null</c> for the current one.</summary>
    public string? System { get; init; }

    /// <summary>The machine's identity on its LAN as JSON: hostName, and network with mac, addresses, gateway and dns.</summary>
    public string Identity { get; init; } = "{}";
}
