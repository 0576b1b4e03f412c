using Pulumi;

namespace Infra.NixHost;

/// <summary>The inputs of a <see cref="NixGuest"/>.</summary>
public sealed class NixGuestArgs : ResourceArgs
{
    [Input("disks")]
    private InputList<GuestDiskArgs>? _disks;

    [Input("networks")]
    private InputList<GuestNetworkArgs>? _networks;

    [Input("hostDevices")]
    private InputList<GuestHostDeviceArgs>? _hostDevices;

    /// <summary>
    /// The name of the libvirt domain. A change replaces the guest and keeps its disks. Default: the resource's name.
    /// </summary>
    [Input("guestName")]
    public Input<string>? GuestName { get; set; }

    /// <summary>
    /// The number of virtual CPUs. More are added live up to <see cref="MaxCpus"/>; any other change restarts the guest. Default
    /// 1.
    /// </summary>
    [Input("cpus")]
    public Input<int>? Cpus { get; set; }

    /// <summary>
    /// The number of virtual CPUs that the guest can grow to without a restart. A change restarts the guest. Default:
    /// <see cref="Cpus"/>.
    /// </summary>
    [Input("maxCpus")]
    public Input<int>? MaxCpus { get; set; }

    /// <summary>
    /// The memory, as a number of bytes or a string such as <c>2GiB</c>. A change is applied live up to <see cref="MaxMemory"/>
    /// if that is set, else by a restart. Default 1 GiB.
    /// </summary>
    [Input("memory")]
    public Input<string>? Memory { get; set; }

    /// <summary>
    /// The memory that the guest can grow to without a restart. A change restarts the guest. Default: <see cref="Memory"/>.
    /// </summary>
    [Input("maxMemory")]
    public Input<string>? MaxMemory { get; set; }

    /// <summary>
    /// The disks, with the boot disk first. Other disks are plugged in and out while the guest runs. A change of a disk, or of
    /// the boot disk, needs a restart.
    /// </summary>
    public InputList<GuestDiskArgs> Disks
    {
        get => _disks ??= [];
        set => _disks = value;
    }

    /// <summary>
    /// The network cards. They are plugged in, out and into another network while the guest runs. Another model needs a restart.
    /// </summary>
    public InputList<GuestNetworkArgs> Networks
    {
        get => _networks ??= [];
        set => _networks = value;
    }

    /// <summary>
    /// The static address on the LAN, for other resources to use. A change is made in place. Default: the address that the guest
    /// reports.
    /// </summary>
    [Input("address")]
    public Input<GuestAddressArgs>? Address { get; set; }

    /// <summary>The firmware, which must match the image's. A change restarts the guest. Default <c>bios</c>.</summary>
    [Input("firmware")]
    public Input<Firmware>? Firmware { get; set; }

    /// <summary>The machine type. A change restarts the guest. Default <c>q35</c>.</summary>
    [Input("machine")]
    public Input<string>? Machine { get; set; }

    /// <summary>
    /// The CPU that the guest sees: <c>host-passthrough</c>, <c>host-model</c>, <c>maximum</c> or the name of a model. A change
    /// restarts the guest. Default: <c>host-passthrough</c> with KVM, <c>qemu64</c> with TCG.
    /// </summary>
    [Input("cpuMode")]
    public Input<string>? CpuMode { get; set; }

    /// <summary>The accelerator that runs the guest. A change restarts the guest. Default <c>auto</c>.</summary>
    [Input("accelerator")]
    public Input<Accelerator>? Accelerator { get; set; }

    /// <summary>The graphical console. A change restarts the guest. Default <c>none</c>.</summary>
    [Input("graphics")]
    public Input<Graphics>? Graphics { get; set; }

    /// <summary>The serial console. A change restarts the guest. Default <c>log</c>.</summary>
    [Input("console")]
    public Input<GuestConsole>? Console { get; set; }

    /// <summary>
    /// Whether the guest has a channel for the QEMU guest agent. The channel is plugged in and out while the guest runs. Default
    /// false.
    /// </summary>
    [Input("agent")]
    public Input<bool>? Agent { get; set; }

    /// <summary>
    /// Whether the guest has a TPM 2.0 that swtpm emulates. Its state is deleted with the guest. A change restarts the guest.
    /// Default false.
    /// </summary>
    [Input("tpm")]
    public Input<bool>? Tpm { get; set; }

    /// <summary>
    /// Whether the guest's memory is in huge pages, which must be reserved on the host. A change restarts the guest. Default
    /// false.
    /// </summary>
    [Input("hugepages")]
    public Input<bool>? Hugepages { get; set; }

    /// <summary>The devices of the host that the guest takes over. A change restarts the guest. Default: none.</summary>
    public InputList<GuestHostDeviceArgs> HostDevices
    {
        get => _hostDevices ??= [];
        set => _hostDevices = value;
    }

    /// <summary>Whether the guest starts with the host. A change is made in place. Default true.</summary>
    [Input("autostart")]
    public Input<bool>? Autostart { get; set; }

    /// <summary>Whether the guest runs. A change starts or stops the guest. Default true.</summary>
    [Input("running")]
    public Input<bool>? Running { get; set; }

    /// <summary>The state that <c>up</c> waits for. A change has no effect on the host. Default <c>started</c>.</summary>
    [Input("waitFor")]
    public Input<WaitFor>? WaitFor { get; set; }

    /// <summary>
    /// The time limit of the wait, in seconds or as a string such as <c>10m</c>. A change has no effect on the host. Default 5
    /// minutes.
    /// </summary>
    [Input("waitTimeout")]
    public Input<string>? WaitTimeout { get; set; }

    /// <summary>
    /// The hash of the configuration that the guest is expected to report. A wait for <c>configured</c> ends when a report
    /// contains it. A guest with the bootstrap service is told of a new hash and receives its config disks while it runs. Without
    /// the hash, new content of a config disk restarts the guest. Default: any configuration.
    /// </summary>
    [Input("expectedConfigHash")]
    public Input<string>? ExpectedConfigHash { get; set; }

    /// <summary>
    /// The time limit of a shutdown before the guest is powered off hard, in seconds or as a string such as <c>2m</c>. A change
    /// has no effect on the host. Default 1 minute.
    /// </summary>
    [Input("shutdownTimeout")]
    public Input<string>? ShutdownTimeout { get; set; }

    /// <summary>The reaction to a crash of the guest. A change is applied live. Default <c>never</c>.</summary>
    [Input("restartPolicy")]
    public Input<RestartPolicy>? RestartPolicy { get; set; }

    /// <summary>
    /// A fragment of domain XML that is merged into the definition. Elements of the same name are merged. Below <c>devices</c> a
    /// disk is merged by <c>serial</c> or <c>target dev</c> and a network card by <c>mac address</c>, and other elements are
    /// added. The fragment may not change what the inputs decide. A change restarts the guest. Default: none.
    /// </summary>
    [Input("extraXml")]
    public Input<string>? ExtraXml { get; set; }
}
