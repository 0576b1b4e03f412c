namespace Pulumi.Libvirt;

/// <summary>A generated SDK marks its resources with its own version.</summary>
internal sealed class LibvirtResourceTypeAttribute(string type)
    : ResourceTypeAttribute(type, LibvirtDefaults.Version);
