using Infra.NixHost;
using Libvirt = Pulumi.Libvirt;

namespace PulumiLibvirt;

/// <summary>A guest of ours on a network and beside a volume that Pulumi.Libvirt makes.</summary>
public static class GuestOnLibvirt
{
    /// <summary>Creates all of it and returns the stack's outputs.</summary>
    public static IDictionary<string, object?> Create()
    {
        // A network with NAT and a DHCP server, which Infra.NixHost has not.
        var nat = new Libvirt.Network(
            "nat",
            new()
            {
                Name = "nat",
                Mode = "nat",
                Addresses = { "10.79.0.0/24" },
            }
        );

        // A disk for data, without a base image. The id of a volume is the path of its file.
        var data = new Libvirt.Volume(
            "data",
            new()
            {
                Name = "data.qcow2",
                Pool = "default",
                Size = 1 << 30,
            }
        );

        var image = new NixImage("image", new() { Expression = "../quickstart/guest" });
        var os = new OverlayDisk("os", new() { Image = image, Size = "256MiB" });
        var guest = new NixGuest(
            "web",
            new()
            {
                Memory = "128MiB",
                Disks =
                {
                    os,
                    new GuestDiskArgs { Path = data.Id, Serial = "data" },
                },
                Networks = { new GuestNetworkArgs { Network = nat.Name } },
            }
        );
        return new Dictionary<string, object?> { ["state"] = guest.State };
    }
}
