using System.Collections.Immutable;
using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A NixOS guest that boots a shared base image and makes itself, from its config disks, the machine its configuration describes: nobody
/// logs in. A new configuration is a new system in the same guest: its disk and its data stay. One that fails leaves the former system in
/// force and fails <c>up</c> with the guest's own words.
/// </summary>
/// <remarks>
/// The disks are, in this order: the guest's own on the base image; the configuration root (seen at <c>/etc/nixos</c>); the guest's own
/// configuration (<c>/etc/nixos/hosts/self</c>); with <see cref="SshAccess.HostDirectory"/> the host's SSH directory; what the bootstrap
/// service is to do; and, when the system is built on the host, what the base image lacks of it.
/// </remarks>
public sealed class SelfConfiguringGuest : ComponentResource
{
    /// <summary>Adds the guest and all it needs to the stack.</summary>
    /// <param name="name">Its name, unique among the SelfConfiguringGuest components of the stack.</param>
    /// <param name="args">What it is made from.</param>
    /// <param name="options">How the engine treats it.</param>
    public SelfConfiguringGuest(
        string name,
        SelfConfiguringGuestArgs args,
        ComponentResourceOptions? options = null
    )
        : base("nixhost:index:SelfConfiguringGuest", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        Guest = new SelfConfiguringGuestParts(this, name, args).CreateGuest();
        Address = Guest.IpAddresses.Apply(addresses => addresses.FirstOrDefault() ?? "");
        ConfiguredSystem = Guest.ConfiguredSystem;
        ConfigHash = Guest.ConfigHash;
        SshHostKey = Guest.SshHostKey;
        RegisterOutputs(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["address"] = Address,
                ["configuredSystem"] = ConfiguredSystem,
                ["configHash"] = ConfigHash,
                ["sshHostKey"] = SshHostKey,
            }
        );
    }

    /// <summary>The guest itself.</summary>
    public NixGuest Guest { get; }

    /// <summary>The IP address, without prefix length.</summary>
    [Output("address")]
    public Output<string> Address { get; private set; }

    /// <summary>The store path of the system the guest reported as the one in force.</summary>
    [Output("configuredSystem")]
    public Output<string> ConfiguredSystem { get; private set; }

    /// <summary>The hash of the configuration the guest reported as applied.</summary>
    [Output("configHash")]
    public Output<string> ConfigHash { get; private set; }

    /// <summary>
    /// The guest's public SSH host key, as in a <c>known_hosts</c> line without the name; empty when it runs no SSH server.
    /// </summary>
    [Output("sshHostKey")]
    public Output<string> SshHostKey { get; private set; }
}
