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
    public static NixGuest Get(
        string name,
        Input<string> id,
        CustomResourceOptions? options = null
    ) => new(name, id, options);

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

    /// <summary>
    /// The name of the libvirt domain. A change replaces the guest and keeps its disks. Default: the resource's name.
    /// </summary>
    [Output("guestName")]
    public Output<string> GuestName { get; private set; } = null!;

    /// <summary>
    /// The number of virtual CPUs. More are added live up to <see cref="MaxCpus"/>; any other change restarts the guest. Default
    /// 1.
    /// </summary>
    [Output("cpus")]
    public Output<int> Cpus { get; private set; } = null!;

    /// <summary>
    /// The number of virtual CPUs that the guest can grow to without a restart. A change restarts the guest. Default:
    /// <see cref="Cpus"/>.
    /// </summary>
    [Output("maxCpus")]
    public Output<int?> MaxCpus { get; private set; } = null!;

    /// <summary>
    /// The memory, as a number of bytes or a string such as <c>2GiB</c>. A change is applied live up to <see cref="MaxMemory"/>
    /// if that is set, else by a restart. Default 1 GiB.
    /// </summary>
    [Output("memory")]
    public Output<string> Memory { get; private set; } = null!;

    /// <summary>
    /// The memory that the guest can grow to without a restart. A change restarts the guest. Default: <see cref="Memory"/>.
    /// </summary>
    [Output("maxMemory")]
    public Output<string?> MaxMemory { get; private set; } = null!;

    /// <summary>
    /// The disks, with the boot disk first. Other disks are plugged in and out while the guest runs. A change of a disk, or of
    /// the boot disk, needs a restart.
    /// </summary>
    [Output("disks")]
    public Output<ImmutableArray<Outputs.GuestDisk>> Disks { get; private set; } = null!;

    /// <summary>
    /// The network cards. They are plugged in, out and into another network while the guest runs. Another model needs a restart.
    /// </summary>
    [Output("networks")]
    public Output<ImmutableArray<Outputs.GuestNetwork>> Networks { get; private set; } = null!;

    /// <summary>
    /// The static address on the LAN, for other resources to use. A change is made in place. Default: the address that the guest
    /// reports.
    /// </summary>
    [Output("address")]
    public Output<Outputs.GuestAddress?> Address { get; private set; } = null!;

    /// <summary>The firmware, which must match the image's. A change restarts the guest. Default <c>bios</c>.</summary>
    [Output("firmware")]
    public Output<Firmware> Firmware { get; private set; } = null!;

    /// <summary>The machine type. A change restarts the guest. Default <c>q35</c>.</summary>
    [Output("machine")]
    public Output<string> Machine { get; private set; } = null!;

    /// <summary>
    /// The CPU that the guest sees: <c>host-passthrough</c>, <c>host-model</c>, <c>maximum</c> or the name of a model. A change
    /// restarts the guest. Default: <c>host-passthrough</c> with KVM, <c>qemu64</c> with TCG.
    /// </summary>
    [Output("cpuMode")]
    public Output<string?> CpuMode { get; private set; } = null!;

    /// <summary>The graphical console. A change restarts the guest. Default <c>none</c>.</summary>
    [Output("graphics")]
    public Output<Graphics> Graphics { get; private set; } = null!;

    /// <summary>The serial console. A change restarts the guest. Default <c>log</c>.</summary>
    [Output("console")]
    public Output<GuestConsole> Console { get; private set; } = null!;

    /// <summary>
    /// Whether the guest has a channel for the QEMU guest agent. The channel is plugged in and out while the guest runs. Default
    /// false.
    /// </summary>
    [Output("agent")]
    public Output<bool> Agent { get; private set; } = null!;

    /// <summary>
    /// Whether the guest has a TPM 2.0 that swtpm emulates. Its state is deleted with the guest. A change restarts the guest.
    /// Default false.
    /// </summary>
    [Output("tpm")]
    public Output<bool> Tpm { get; private set; } = null!;

    /// <summary>
    /// Whether the guest's memory is in huge pages, which must be reserved on the host. A change restarts the guest. Default
    /// false.
    /// </summary>
    [Output("hugepages")]
    public Output<bool> Hugepages { get; private set; } = null!;

    /// <summary>The devices of the host that the guest takes over. A change restarts the guest. Default: none.</summary>
    [Output("hostDevices")]
    public Output<ImmutableArray<Outputs.GuestHostDevice>> HostDevices { get; private set; } =
        null!;

    /// <summary>Whether the guest starts with the host. A change is made in place. Default true.</summary>
    [Output("autostart")]
    public Output<bool> Autostart { get; private set; } = null!;

    /// <summary>Whether the guest runs. A change starts or stops the guest. Default true.</summary>
    [Output("running")]
    public Output<bool> Running { get; private set; } = null!;

    /// <summary>The state that <c>up</c> waits for. A change has no effect on the host. Default <c>started</c>.</summary>
    [Output("waitFor")]
    public Output<WaitFor> WaitFor { get; private set; } = null!;

    /// <summary>
    /// The time limit of the wait, in seconds or as a string such as <c>10m</c>. A change has no effect on the host. Default 5
    /// minutes.
    /// </summary>
    [Output("waitTimeout")]
    public Output<string> WaitTimeout { get; private set; } = null!;

    /// <summary>
    /// The hash of the configuration that the guest is expected to report. A wait for <c>configured</c> ends when a report
    /// contains it. A guest with the bootstrap service is told of a new hash and receives its config disks while it runs. Without
    /// the hash, new content of a config disk restarts the guest. Default: any configuration.
    /// </summary>
    [Output("expectedConfigHash")]
    public Output<string?> ExpectedConfigHash { get; private set; } = null!;

    /// <summary>
    /// The time limit of a shutdown before the guest is powered off hard, in seconds or as a string such as <c>2m</c>. A change
    /// has no effect on the host. Default 1 minute.
    /// </summary>
    [Output("shutdownTimeout")]
    public Output<string> ShutdownTimeout { get; private set; } = null!;

    /// <summary>The reaction to a crash of the guest. A change is applied live. Default <c>never</c>.</summary>
    [Output("restartPolicy")]
    public Output<RestartPolicy> RestartPolicy { get; private set; } = null!;
}
