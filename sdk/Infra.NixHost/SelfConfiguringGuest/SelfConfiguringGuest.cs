using System.Collections.Immutable;
using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A NixOS guest that boots a shared base image and configures itself from its config disks, without a login. A new configuration becomes
/// a new system in the same guest, which keeps its disk and data. A failed configuration leaves the former system
/// running and ends <c>up</c> with the guest's error message.
/// </summary>
/// <remarks>
/// The disks are, in this order: the guest's own disk on the base image; the configuration root (<c>/etc/nixos</c>); the guest's own
/// configuration (<c>/etc/nixos/hosts/self</c>); with <see cref="SshAccess.HostDirectory"/> the host's SSH directory; the manifest of the
/// bootstrap service; and, if the host builds the system, the store paths that the base image lacks.
/// </remarks>
/// <example>
/// <code>
/// var image = new NixImage("base", new() { Configuration = "base.nix" });
/// var lan = new BridgeNetwork("lan", new() { Bridge = "br0" });
/// var web = new SelfConfiguringGuest(
///     "web",
///     new()
///     {
///         Image = image,
///         ConfigurationRoot = "guests",
///         HostConfiguration = "hosts/web",
///         Network = lan,
///         Identity = new() { HostName = "web", Address = "192.168.1.12/24" },
///     }
/// );
/// </code>
/// </example>
public sealed class SelfConfiguringGuest : ComponentResource
{
    /// <summary>Adds the guest with its disks to the stack.</summary>
    /// <param name="name">The name, unique among the SelfConfiguringGuest components of the stack.</param>
    /// <param name="args">The inputs.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
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

    /// <summary>The guest.</summary>
    public NixGuest Guest { get; }

    /// <summary>The IP address, without prefix length.</summary>
    [Output("address")]
    public Output<string> Address { get; private set; }

    /// <summary>The store path of the system that the guest reported as running.</summary>
    [Output("configuredSystem")]
    public Output<string> ConfiguredSystem { get; private set; }

    /// <summary>The hash of the configuration that the guest reported as applied.</summary>
    [Output("configHash")]
    public Output<string> ConfigHash { get; private set; }

    /// <summary>
    /// The guest's public SSH host key, as in a <c>known_hosts</c> line without the name. It is empty if the guest runs no SSH server.
    /// </summary>
    [Output("sshHostKey")]
    public Output<string> SshHostKey { get; private set; }
}
