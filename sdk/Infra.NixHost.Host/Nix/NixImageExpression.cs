using System.Collections.Immutable;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>The source of an image: the arguments of <c>image.nix</c>.</summary>
public sealed record NixImageExpression
{
    /// <summary>The kind of <see cref="Source"/>.</summary>
    public required NixImageKind Kind { get; init; }

    /// <summary>An absolute path (configuration, expression) or a flake reference.</summary>
    public required string Source { get; init; }

    /// <summary>The attribute path of the image in an expression or flake, dot-separated; empty for the whole value.</summary>
    public string Attribute { get; init; } = "";

    /// <summary>The path of nixpkgs, or <c>null</c> for <c>&lt;nixpkgs&gt;</c>.</summary>
    public string? Nixpkgs { get; init; }

    /// <summary>The Nix system, e.g. <c>x86_64-linux</c>, or <c>null</c> for the current one.</summary>
    public string? System { get; init; }

    /// <summary>The image format: <c>qcow2</c> or <c>qcow2-compressed</c>.</summary>
    public string Format { get; init; } = "qcow2";

    /// <summary>The disk's size in MiB, or <c>null</c> for <c>auto</c>.</summary>
    public long? DiskSizeMiB { get; init; }

    /// <summary>The firmware the image boots from: <c>bios</c> or <c>uefi</c>.</summary>
    public string Firmware { get; init; } = "bios";

    /// <summary>The one of <c>system.build.images</c> that is taken from a NixOS system.</summary>
    public string Variant { get; init; } = "qemu";

    /// <summary>The further string arguments of an expression that is a function.</summary>
    public ImmutableSortedDictionary<string, string> Arguments { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
}
