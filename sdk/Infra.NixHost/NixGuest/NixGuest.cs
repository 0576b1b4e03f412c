using System.Collections.Immutable;
using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A guest: a libvirt domain with disks and network cards. Its UUID and MAC addresses follow from project, stack and name.
/// </summary>
public sealed class NixGuest : CustomResource
{
    /// <summary>Adds the resource to the stack.</summary>
    /// <param name="name">Its name, unique among the NixGuest resources of the stack.</param>
    /// <param name="args">What it is made from.</param>
    /// <param name="options">How the engine treats it.</param>
    public NixGuest(string name, NixGuestArgs args, CustomResourceOptions? options = null)
        : base("nixhost:index:NixGuest", name, args, options) { }

    /// <summary>The UUID of the domain.</summary>
    [Output("uuid")]
    public Output<string> Uuid { get; private set; } = null!;

    /// <summary>The power state when last looked at, such as <c>running</c> or <c>shutOff</c>.</summary>
    [Output("state")]
    public Output<string> State { get; private set; } = null!;

    /// <summary>What runs the guest's code: <c>kvm</c>, or <c>tcg</c>, which is many times slower.</summary>
    [Output("accelerator")]
    public Output<string> Accelerator { get; private set; } = null!;

    /// <summary>The MAC addresses, one for each network card.</summary>
    [Output("macAddresses")]
    public Output<ImmutableArray<string>> MacAddresses { get; private set; } = null!;

    /// <summary>The IP addresses: the static one, or what the guest reported.</summary>
    [Output("ipAddresses")]
    public Output<ImmutableArray<string>> IpAddresses { get; private set; } = null!;

    /// <summary>Where the graphical console listens, such as <c>vnc://127.0.0.1:5900</c>; empty without one.</summary>
    [Output("graphicsAddress")]
    public Output<string> GraphicsAddress { get; private set; } = null!;

    /// <summary>The log file of the serial console on the host; empty without one.</summary>
    [Output("consolePath")]
    public Output<string> ConsolePath { get; private set; } = null!;

    /// <summary>The system the guest reported as its own; empty if it said nothing.</summary>
    [Output("configuredSystem")]
    public Output<string> ConfiguredSystem { get; private set; } = null!;

    /// <summary>The hash of the configuration the guest reported as applied; empty if it said nothing.</summary>
    [Output("configHash")]
    public Output<string> ConfigHash { get; private set; } = null!;

    /// <summary>
    /// The public SSH host key the guest reported, as in a <c>known_hosts</c> line without the name; empty if it said nothing.
    /// </summary>
    [Output("sshHostKey")]
    public Output<string> SshHostKey { get; private set; } = null!;

    /// <summary>The definition as it was given to libvirt.</summary>
    [Output("domainXml")]
    public Output<string> DomainXml { get; private set; } = null!;
}
