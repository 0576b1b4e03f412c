namespace Infra.NixHost.Host.Facts;

/// <summary>The devices of a host that guests can take over.</summary>
/// <param name="Pci">The PCI addresses, such as <c>0000:01:00.0</c>.</param>
/// <param name="Usb">The USB devices by vendor and product, such as <c>046d:c52b</c>.</param>
/// <param name="HasIommu">Whether the kernel can hand PCI devices over.</param>
public sealed record HostDevices(IReadOnlySet<string> Pci, IReadOnlySet<string> Usb, bool HasIommu)
{
    /// <summary>Reads the kernel's sysfs.</summary>
    internal static HostDevices Read(string root)
    {
        var pci = Entries(Path.Combine(root, "bus", "pci", "devices"));
        var usb = Entries(Path.Combine(root, "bus", "usb", "devices"))
            .Where(d => File.Exists(Path.Combine(d, "idVendor")))
            .Select(d => $"{Text(d, "idVendor")}:{Text(d, "idProduct")}");
        return new(
            pci.Select(d => Path.GetFileName(d)).ToHashSet(StringComparer.Ordinal),
            usb.ToHashSet(StringComparer.Ordinal),
            Entries(Path.Combine(root, "kernel", "iommu_groups")).Any()
        );
    }

    private static IEnumerable<string> Entries(string directory) =>
        Directory.Exists(directory) ? Directory.EnumerateFileSystemEntries(directory) : [];

    private static string Text(string device, string file) =>
        File.ReadAllText(Path.Combine(device, file)).Trim();
}
