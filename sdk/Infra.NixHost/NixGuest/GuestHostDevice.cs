using Pulumi;

namespace Infra.NixHost.Outputs;

/// <summary>A device of the host that a guest takes over. Exactly one of <c>pci</c> and <c>usb</c> is set.</summary>
[OutputType]
public sealed class GuestHostDevice
{
    [OutputConstructor]
    private GuestHostDevice(string? pci, string? usb)
    {
        Pci = pci;
        Usb = usb;
    }

    /// <summary>
    /// The address of a PCI device as <c>lspci -D</c> prints it, such as <c>0000:01:00.0</c>. The host cannot use the device
    /// while the guest runs. A change restarts the guest.
    /// </summary>
    public string? Pci { get; }

    /// <summary>
    /// The vendor and product of a USB device as <c>lsusb</c> prints them, such as <c>046d:c52b</c>. The device must be plugged
    /// in when the guest starts. A change restarts the guest.
    /// </summary>
    public string? Usb { get; }
}
