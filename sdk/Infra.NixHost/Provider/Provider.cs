using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A provider with a configuration of its own, for the resources that name it in their options. Without one, resources use the stack's
/// configuration (<c>pulumi config set nixhost:imageDirectory …</c>).
/// </summary>
/// <example>
/// <code>
/// var fast = new Provider("fast", new() { ImageDirectory = "/srv/nvme" });
/// var os = new OverlayDisk("os", new() { Image = "/nix/store/…-image/nixos.qcow2" }, new() { Provider = fast });
/// </code>
/// </example>
public sealed class Provider : ProviderResource
{
    /// <summary>Adds the provider to the stack.</summary>
    /// <param name="name">The name, unique among the providers of this package in the stack.</param>
    /// <param name="args">The configuration. Default: every default.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("nixhost", name, args ?? new ProviderArgs(), options) { }
}
