using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>A device of the host that a guest takes over.</summary>
/// <param name="Pci">The address of a PCI device.</param>
/// <param name="Usb">Vendor and product of a USB device.</param>
internal sealed record GuestHostDeviceInputs(string? Pci, string? Usb)
{
    /// <summary>Reads a device of the inputs.</summary>
    public static GuestHostDeviceInputs Read(InputReader reader) =>
        new(reader.Text("pci"), reader.Text("usb"));
}
