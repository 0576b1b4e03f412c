using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>The guest's devices.</summary>
internal static class DevicesXml
{
    /// <summary>The channel on which a guest reports the progress of its configuration.</summary>
    public const string BootstrapChannel = "org.nixhost.bootstrap";

    /// <summary>The channel of the QEMU guest agent.</summary>
    public const string AgentChannel = "org.qemu.guest_agent.0";

    /// <summary>
    /// The number of ports of a usual machine. It does not depend on the devices, so that they keep their slots when others come and go.
    /// </summary>
    private const int UsualPorts = 24;

    /// <summary>The number of spare ports of a machine with more devices than the usual ports.</summary>
    private const int SpareSlots = 4;

    /// <summary>The number of devices that every machine may have: three controllers, balloon, random source and screen.</summary>
    private const int CommonDevices = 6;

    /// <summary>Writes the devices.</summary>
    public static XElement Write(DomainSpec spec)
    {
        var devices = new XElement("devices");
        devices.Add(Controllers(spec.Inputs));
        // libvirt would add this controller for the channels, with another slot at every define.
        devices.Add(
            new XElement(
                "controller",
                new XAttribute("type", "virtio-serial"),
                new XAttribute("index", 0)
            )
        );
        devices.Add(DiskXml.Write(spec));
        devices.Add(InterfaceXml.Write(spec));
        devices.Add(ConsoleXml.Write(spec));
        devices.Add(Channel(BootstrapChannel));
        if (spec.Inputs.Agent)
        {
            devices.Add(Channel(AgentChannel));
        }

        devices.Add(HostDeviceXml.Write(spec.Inputs));
        if (spec.Inputs.Tpm)
        {
            devices.Add(Tpm());
        }

        devices.Add(Graphics(spec.Inputs.Graphics));
        devices.Add(new XElement("memballoon", new XAttribute("model", "virtio")));
        devices.Add(
            new XElement(
                "rng",
                new XAttribute("model", "virtio"),
                new XElement("backend", new XAttribute("model", "random"), "/dev/urandom")
            )
        );
        // A guest reports a crash of its kernel through this device.
        devices.Add(new XElement("panic", new XAttribute("model", "isa")));
        return devices;
    }

    /// <summary>Whether the machine needs a USB controller.</summary>
    public static bool NeedsUsb(NixGuestInputs inputs) =>
        inputs.Graphics != "none"
        || inputs.Disks.Any(d => d.Bus == "usb")
        || inputs.HostDevices.Any(d => d.Usb is not null);

    /// <summary>Whether the machine's devices fit into the usual ports.</summary>
    public static bool FitsTheUsualPorts(NixGuestInputs inputs) => CountOf(inputs) <= UsualPorts;

    private static int CountOf(NixGuestInputs inputs) =>
        inputs.Disks.Length + inputs.Networks.Length + inputs.HostDevices.Length + CommonDevices;

    /// <summary>
    /// Writes a root and a port for every device, and spare ports: nothing can be plugged into a running q35 machine without them. The root has
    /// to come first.
    /// </summary>
    private static IEnumerable<XElement> Controllers(NixGuestInputs inputs)
    {
        if (!inputs.Machine.Contains("q35", StringComparison.Ordinal))
        {
            yield break;
        }

        yield return Controller("pci", 0, "pcie-root");
        var ports = FitsTheUsualPorts(inputs) ? UsualPorts : CountOf(inputs) + SpareSlots;
        for (var i = 1; i <= ports; i++)
        {
            yield return Controller("pci", i, "pcie-root-port");
        }

        if (inputs.Disks.Any(d => d.Bus == "scsi"))
        {
            // libvirt would choose a controller that not every QEMU has.
            yield return Controller("scsi", 0, "virtio-scsi");
        }

        yield return Controller("usb", 0, NeedsUsb(inputs) ? "qemu-xhci" : "none");
    }

    private static XElement Controller(string type, int index, string model) =>
        new(
            "controller",
            new XAttribute("type", type),
            new XAttribute("index", index),
            new XAttribute("model", model)
        );

    private static XElement Tpm() =>
        new(
            "tpm",
            new XAttribute("model", "tpm-crb"),
            new XElement(
                "backend",
                new XAttribute("type", "emulator"),
                new XAttribute("version", "2.0")
            )
        );

    private static XElement Channel(string name) =>
        new(
            "channel",
            new XAttribute("type", "unix"),
            new XElement("target", new XAttribute("type", "virtio"), new XAttribute("name", name))
        );

    private static IEnumerable<XElement> Graphics(string graphics)
    {
        if (graphics == "none")
        {
            yield break;
        }

        yield return new(
            "graphics",
            new XAttribute("type", graphics),
            new XAttribute("autoport", "yes"),
            new XElement(
                "listen",
                new XAttribute("type", "address"),
                new XAttribute("address", "127.0.0.1")
            )
        );
        yield return new("video", new XElement("model", new XAttribute("type", "virtio")));
    }
}
