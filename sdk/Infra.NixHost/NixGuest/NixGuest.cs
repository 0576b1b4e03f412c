using System.Collections.Immutable;
using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A guest, which is a libvirt domain with disks and network cards. Its UUID and MAC addresses are derived from project, stack
/// and name.
/// </summary>
/// <example>
/// <code>
/// var image = new NixImage("image", new() { Configuration = "guest.nix" });
/// var os = new OverlayDisk("os", new() { Image = image, Size = "20GiB" });
/// var lan = new BridgeNetwork("lan", new() { Bridge = "br0" });
/// var guest = new NixGuest(
///     "web",
///     new()
///     {
///         Cpus = 2,
///         Memory = "2GiB",
///         MaxMemory = "4GiB",
///         Disks = { os },
///         Networks = { lan },
///     }
/// );
/// </code>
/// </example>
public sealed class NixGuest : CustomResource
{
    /// <summary>Adds the resource to the stack.</summary>
    /// <param name="name">The name, unique among the NixGuest resources of the stack.</param>
    /// <param name="args">The inputs.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public NixGuest(string name, NixGuestArgs args, CustomResourceOptions? options = null)
        : base(
            "nixhost:index:NixGuest",
            name,
            args,
            CustomResourceOptions.Merge(DeleteFirst, options)
        ) { }

    private NixGuest(string name, Input<string> id, CustomResourceOptions? options)
        : base("nixhost:index:NixGuest", name, args: null, ExistingResource.Of(id, options)) { }

    /// <summary>
    /// Reads a guest that exists, whoever made it, for its outputs. The stack neither changes nor deletes it, and the run ends with an error if
    /// there is none.
    /// </summary>
    /// <param name="name">The name, unique among the NixGuest resources of the stack.</param>
    /// <param name="id">Its id: the name or the UUID of the domain.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public static NixGuest Get(string name, Input<string> id, CustomResourceOptions? options = null) =>
        new(name, id, options);

    /// <summary>
    /// Two domains cannot have one name, and for <c>--replace</c> and a taint the engine does not ask the provider what to do first.
    /// </summary>
    private static CustomResourceOptions DeleteFirst => new() { DeleteBeforeReplace = true };

    /// <summary>The UUID of the domain.</summary>
    [Output("uuid")]
    public Output<string> Uuid { get; private set; } = null!;

    /// <summary>The power state as of the last update or refresh, such as <c>running</c> or <c>shutOff</c>.</summary>
    [Output("state")]
    public Output<string> State { get; private set; } = null!;

    /// <summary>The accelerator that runs the guest: <c>kvm</c>, or <c>tcg</c>, which is many times slower.</summary>
    [Output("accelerator")]
    public Output<string> Accelerator { get; private set; } = null!;

    /// <summary>The MAC addresses, one for each network card.</summary>
    [Output("macAddresses")]
    public Output<ImmutableArray<string>> MacAddresses { get; private set; } = null!;

    /// <summary>The IP addresses: the static one, or those that the guest reported.</summary>
    [Output("ipAddresses")]
    public Output<ImmutableArray<string>> IpAddresses { get; private set; } = null!;

    /// <summary>The address of the graphical console, such as <c>vnc://127.0.0.1:5900</c>. It is empty without one.</summary>
    [Output("graphicsAddress")]
    public Output<string> GraphicsAddress { get; private set; } = null!;

    /// <summary>The log file of the serial console on the host. It is empty without one.</summary>
    [Output("consolePath")]
    public Output<string> ConsolePath { get; private set; } = null!;

    /// <summary>The store path of the system that the guest reported as its own. It is empty without a report.</summary>
    [Output("configuredSystem")]
    public Output<string> ConfiguredSystem { get; private set; } = null!;

    /// <summary>The hash of the configuration that the guest reported as applied. It is empty without a report.</summary>
    [Output("configHash")]
    public Output<string> ConfigHash { get; private set; } = null!;

    /// <summary>
    /// The public SSH host key that the guest reported, as in a <c>known_hosts</c> line without the name. It is empty without a
    /// report.
    /// </summary>
    [Output("sshHostKey")]
    public Output<string> SshHostKey { get; private set; } = null!;

    /// <summary>The domain XML as it was given to libvirt.</summary>
    [Output("domainXml")]
    public Output<string> DomainXml { get; private set; } = null!;
}
