using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A device of the host that a guest takes over. Exactly one of <c>pci</c> and <c>usb</c> is given.
/// </summary>
public sealed class GuestHostDeviceArgs : ResourceArgs
{
    /// <summary>
    /// The address of a PCI device as <c>lspci -D</c> writes it, such as <c>0000:01:00.0</c>. The host lets it go while the guest
    /// runs.
    /// </summary>
    [Input("pci")]
    public Input<string>? Pci { get; set; }

    /// <summary>
    /// Vendor and product of a USB device as <c>lsusb</c> writes them, such as <c>046d:c52b</c>. It must be plugged in when the guest
    /// starts.
    /// </summary>
    [Input("usb")]
    public Input<string>? Usb { get; set; }
}
