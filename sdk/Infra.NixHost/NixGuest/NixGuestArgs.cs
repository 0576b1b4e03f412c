using Pulumi;

namespace Infra.NixHost;

/// <summary>What a <see cref="NixGuest"/> is made from.</summary>
public sealed class NixGuestArgs : ResourceArgs
{
    [Input("disks")]
    private InputList<GuestDiskArgs>? _disks;

    [Input("networks")]
    private InputList<GuestNetworkArgs>? _networks;

    [Input("hostDevices")]
    private InputList<GuestHostDeviceArgs>? _hostDevices;

    /// <summary>The name of the libvirt domain. A change replaces the guest. Default: the resource's name.</summary>
    [Input("guestName")]
    public Input<string>? GuestName { get; set; }

    /// <summary>The number of virtual CPUs. More are added live up to <see cref="MaxCpus"/>, else a restart. Default 1.</summary>
    [Input("cpus")]
    public Input<int>? Cpus { get; set; }

    /// <summary>The number of virtual CPUs the guest can grow to without a restart. Default: <see cref="Cpus"/>.</summary>
    [Input("maxCpus")]
    public Input<int>? MaxCpus { get; set; }

    /// <summary>
    /// The memory: a number of bytes, or a text such as <c>2GiB</c>. Applied live up to <see cref="MaxMemory"/> if that is given,
    /// else by a restart. Default 1 GiB.
    /// </summary>
    [Input("memory")]
    public Input<string>? Memory { get; set; }

    /// <summary>The memory the guest can grow to without a restart. Default: <see cref="Memory"/>.</summary>
    [Input("maxMemory")]
    public Input<string>? MaxMemory { get; set; }

    /// <summary>
    /// The disks, the boot disk first. Others are plugged in and out while the guest runs; a changed disk, and the boot disk, need a
    /// restart.
    /// </summary>
    public InputList<GuestDiskArgs> Disks
    {
        get => _disks ??= [];
        set => _disks = value;
    }

    /// <summary>
    /// The network cards, plugged in, out and over to another network while the guest runs; another model needs a restart.
    /// </summary>
    public InputList<GuestNetworkArgs> Networks
    {
        get => _networks ??= [];
        set => _networks = value;
    }

    /// <summary>The static identity on the LAN, for other resources to use. Default: what the guest reports.</summary>
    [Input("address")]
    public Input<GuestAddressArgs>? Address { get; set; }

    /// <summary>What boots the guest; as its image has it. Default <c>bios</c>.</summary>
    [Input("firmware")]
    public Input<Firmware>? Firmware { get; set; }

    /// <summary>The machine type. Default <c>q35</c>.</summary>
    [Input("machine")]
    public Input<string>? Machine { get; set; }

    /// <summary>
    /// The CPU the guest sees: <c>host-passthrough</c>, <c>host-model</c>, <c>maximum</c> or the name of a model. Default:
    /// <c>host-passthrough</c> with KVM, <c>qemu64</c> with TCG.
    /// </summary>
    [Input("cpuMode")]
    public Input<string>? CpuMode { get; set; }

    /// <summary>What runs the guest's code. Default <c>auto</c>.</summary>
    [Input("accelerator")]
    public Input<Accelerator>? Accelerator { get; set; }

    /// <summary>The graphical console. Default <c>none</c>.</summary>
    [Input("graphics")]
    public Input<Graphics>? Graphics { get; set; }

    /// <summary>The serial console. Default <c>log</c>.</summary>
    [Input("console")]
    public Input<GuestConsole>? Console { get; set; }

    /// <summary>
    /// Whether the guest has a channel for the QEMU guest agent; plugged in and out while the guest runs. Default false.
    /// </summary>
    [Input("agent")]
    public Input<bool>? Agent { get; set; }

    /// <summary>
    /// Whether the guest has a TPM 2.0, emulated by swtpm; its state lives and goes with the guest. Default false.
    /// </summary>
    [Input("tpm")]
    public Input<bool>? Tpm { get; set; }

    /// <summary>
    /// Whether the guest's memory lies in the host's huge pages, which must be reserved there. Default false.
    /// </summary>
    [Input("hugepages")]
    public Input<bool>? Hugepages { get; set; }

    /// <summary>Devices of the host that the guest takes over. A change restarts the guest. Default: none.</summary>
    public InputList<GuestHostDeviceArgs> HostDevices
    {
        get => _hostDevices ??= [];
        set => _hostDevices = value;
    }

    /// <summary>Whether the guest starts with the host. Default true.</summary>
    [Input("autostart")]
    public Input<bool>? Autostart { get; set; }

    /// <summary>Whether the guest is to run. Default true.</summary>
    [Input("running")]
    public Input<bool>? Running { get; set; }

    /// <summary>What <c>up</c> waits for. Default <c>started</c>.</summary>
    [Input("waitFor")]
    public Input<WaitFor>? WaitFor { get; set; }

    /// <summary>How long <c>up</c> waits: seconds, or a text such as <c>10m</c>. Default 5 minutes.</summary>
    [Input("waitTimeout")]
    public Input<string>? WaitTimeout { get; set; }

    /// <summary>
    /// The hash of the configuration the guest is to report as applied; a wait for <c>configured</c> ends with a report that names it.
    /// A guest that listens, as those of the bootstrap do, is told of another one and takes in its config disks while it runs; without it,
    /// new content of a config disk restarts the guest. Default: any configuration.
    /// </summary>
    [Input("expectedConfigHash")]
    public Input<string>? ExpectedConfigHash { get; set; }

    /// <summary>
    /// How long the guest may take to power off before the plug is pulled: seconds, or a text such as <c>2m</c>. Default 1 minute.
    /// </summary>
    [Input("shutdownTimeout")]
    public Input<string>? ShutdownTimeout { get; set; }

    /// <summary>What happens when the guest crashes; holds at once. Default <c>never</c>.</summary>
    [Input("restartPolicy")]
    public Input<RestartPolicy>? RestartPolicy { get; set; }

    /// <summary>
    /// A fragment of domain XML, merged into the definition: elements of the same name are merged, those below <c>devices</c>
    /// added. Default: none.
    /// </summary>
    [Input("extraXml")]
    public Input<string>? ExtraXml { get; set; }
}
