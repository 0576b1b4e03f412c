using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Facts;

/// <summary>The devices of a host that guests can take over.</summary>
/// <param name="Pci">The PCI addresses, such as <c>0000:01:00.0</c>.</param>
/// <param name="Usb">The USB devices by vendor and product, such as <c>046d:c52b</c>.</param>
/// <param name="HasIommu">Whether the kernel can hand PCI devices over.</param>
public sealed record HostDevices(IReadOnlySet<string> Pci, IReadOnlySet<string> Usb, bool HasIommu)
{
    /// <summary>Reads the kernel's sysfs.</summary>
    internal static HostDevices Read(IHostFiles files, string root)
    {
        var usb = Path.Combine(root, "bus", "usb", "devices");
        var devices = files.List(usb);
        var vendors = Read("idVendor");
        var products = Read("idProduct");
        return new(
            files
                .List(Path.Combine(root, "bus", "pci", "devices"))
                .ToHashSet(StringComparer.Ordinal),
            vendors
                .Zip(products)
                .Where(device => !device.First.IsMissing)
                .Select(device => $"{device.First.Text.Trim()}:{device.Second.Text.Trim()}")
                .ToHashSet(StringComparer.Ordinal),
            files.List(Path.Combine(root, "kernel", "iommu_groups")).Count > 0
        );

        IReadOnlyList<FileContent> Read(string name) =>
            files.Read([.. devices.Select(d => Path.Combine(usb, d, name))], FilePart.Whole);
    }
}
