namespace Infra.NixHost.Testing.Tests.Wrong;

/// <summary>Wrong inputs of guests.</summary>
internal static class WrongGuests
{
    public static IEnumerable<WrongInput> All =>
        [.. Machines, .. Hosts, .. Disks, .. Devices, .. Cards, .. Addresses, .. Pairs];

    private static IEnumerable<WrongInput> Machines =>
        [
            new("guestName", "\"my guest\"", Guest(g => g.GuestName = "my guest")),
            new("memory", "\"5 bananas\" is not a valid size", Guest(g => g.Memory = "5 bananas")),
            new("memory", "is too little to boot a guest", Guest(g => g.Memory = "2048")),
            new("maxMemory", "\"much\" is not a valid size", Guest(g => g.MaxMemory = "much")),
            new("maxMemory", "is less than memory", Guest(g => g.MaxMemory = "512MiB")),
            new("cpus", "at least one virtual CPU", Guest(g => g.Cpus = 0)),
            new("maxCpus", "2 is less than cpus, 4", Guest(g => (g.Cpus, g.MaxCpus) = (4, 2))),
            new("waitTimeout", "\"a while\"", Guest(g => g.WaitTimeout = "a while")),
            new(
                "shutdownTimeout",
                "\"1 fortnight\"",
                Guest(g => g.ShutdownTimeout = "1 fortnight")
            ),
            new(
                "waitFor",
                "running",
                Guest(g => (g.WaitFor, g.Running) = (WaitFor.Configured, false))
            ),
            new("extraXml", "is not well-formed XML", Guest(g => g.ExtraXml = "<domain><")),
            new(
                "extraXml",
                "memory",
                Guest(g => g.ExtraXml = "<domain><memory>1</memory></domain>")
            ),
            new("disks", "are too many", Guest(g => AddDisks(g, 300))),
        ];

    private static IEnumerable<WrongInput> Hosts =>
        [
            new("memory", "is more than the host has", Guest(g => g.Memory = "900TiB")),
            new(
                "machine",
                "is not a machine type of the host's QEMU",
                Guest(g => g.Machine = "vax")
            ),
            new("cpus", "has at most", Guest(g => g.Cpus = 4000)),
            new("cpuMode", "is neither a CPU mode", Guest(g => g.CpuMode = "Z80")),
            new(
                "hugepages",
                "of huge pages",
                Guest(g => (g.HugePages, g.Memory) = (true, "800TiB"))
            ),
            new("accelerator", "\"kvm\" does not work", Guest(g => g.Accelerator = Accelerator.Kvm))
            {
                DependsOnHost = true,
            },
            new(
                "hostDevices[0].pci",
                "the host has no such device",
                Guest(g => g.HostDevices.Add(new GuestHostDeviceArgs { Pci = "ffff:1f:1f.7" }))
            ),
            new(
                "hostDevices[0].usb",
                "no such device is plugged",
                Guest(g => g.HostDevices.Add(new GuestHostDeviceArgs { Usb = "fffe:fffe" }))
            ),
        ];

    private static IEnumerable<WrongInput> Disks =>
        [
            new("disks[1].path", "\"data.qcow2\"", Disk(d => d.Path = "data.qcow2")),
            new(
                "disks[1].path",
                "\"a\"",
                Disk(d => (d.Path, d.Kind) = ("a", GuestDiskKind.Volume))
            ),
            new("disks[1].serial", "\"\" is not a valid serial", Disk(d => d.Serial = "")),
            new("disks[1].serial", "is also the serial of disks[0]", Disk(d => d.Serial = "os")),
            new("disks[1].path", "is also disks[0]", Disk(d => d.Path = "/os.qcow2")),
            new("disks[1].bus", "\"ide\"", Disk(d => d.Bus = "ide")),
            new(
                "disks[1].bus",
                "no read-only disks",
                Disk(d => (d.Bus, d.ReadOnly) = (DiskBus.Sata, true))
            ),
            new("disks[1].format", "\"vmdk\"", Disk(d => d.Format = "vmdk")),
            new(
                "disks[1].transient",
                "only files transient",
                Disk(d => (d.Transient, d.Kind) = (true, GuestDiskKind.Block))
            ),
            new("disks[1].io", "needs the cache", Disk(d => d.Io = DiskIo.Native)),
        ];

    private static IEnumerable<WrongInput> Devices =>
        [
            new(
                "hostDevices[0]",
                "needs exactly one of pci and usb",
                Guest(g => g.HostDevices.Add(new GuestHostDeviceArgs()))
            ),
            new(
                "hostDevices[0].pci",
                "is not a PCI address",
                Guest(g => g.HostDevices.Add(new GuestHostDeviceArgs { Pci = "slot 1" }))
            ),
            new(
                "hostDevices[0].usb",
                "is not a USB device",
                Guest(g => g.HostDevices.Add(new GuestHostDeviceArgs { Usb = "mouse" }))
            ),
        ];

    private static IEnumerable<WrongInput> Cards =>
        [
            new(
                "networks[0]",
                "needs exactly one of network and bridge",
                Card(c => c.Model = "e1000e")
            ),
            new(
                "networks[0]",
                "set one of them",
                Card(c => (c.Network, c.Bridge) = ("lan", "br0"))
            ),
            new("networks[0].bridge", "br-none", Card(c => c.Bridge = "br-none")),
            new("networks[0].mac", "52:54:00", Card(c => (c.Network, c.Mac) = ("lan", "52:54:00"))),
            new(
                "networks[0].mac",
                "53:54:00",
                Card(c => (c.Network, c.Mac) = ("lan", "53:54:00:00:00:01"))
            ),
            new(
                "networks[0].model",
                "fast one",
                Card(c => (c.Network, c.Model) = ("lan", "fast one"))
            ),
            new(
                "networks[0].vlan",
                "0 is not a VLAN tag",
                Card(c => (c.Network, c.Vlan) = ("lan", 0))
            ),
        ];

    private static IEnumerable<WrongInput> Addresses =>
        [
            new("address.address", "192.168.1.12", Address("192.168.1.12")),
            new("address.address", "192.168.1.0/24", Address("192.168.1.0/24")),
            new("address.gateway", "192.168.2.1", Address("192.168.1.12/24", "192.168.2.1")),
            new("address.dns[0]", "router", Address("192.168.1.12/24", dns: "router")),
        ];

    /// <summary>Two guests that want one thing.</summary>
    private static IEnumerable<WrongInput> Pairs =>
        [
            new("guestName", "is also claimed by", Two(g => g.GuestName = "same")),
            new(
                "networks[0].mac",
                "is also claimed by",
                Two(g =>
                    g.Networks.Add(
                        new GuestNetworkArgs { Network = "lan", Mac = "52:54:00:00:00:0a" }
                    )
                )
            ),
            new(
                "address.address",
                "is also claimed by",
                Two(g => g.Address = new GuestAddressArgs { Address = "192.168.7.12/24" })
            ),
            new(
                "disks[1].path",
                "is also claimed by",
                Two(g => g.Disks.Add(new GuestDiskArgs { Path = "/shared.qcow2", Serial = "s" }))
            ),
        ];

    private static Action Guest(Action<NixGuestArgs> change) => () => Add("web", change);

    private static Action Disk(Action<GuestDiskArgs> change) =>
        Guest(guest =>
        {
            var disk = new GuestDiskArgs { Path = "/data.qcow2", Serial = "data" };
            change(disk);
            guest.Disks.Add(disk);
        });

    private static Action Card(Action<GuestNetworkArgs> change) =>
        Guest(guest =>
        {
            var card = new GuestNetworkArgs();
            change(card);
            guest.Networks.Add(card);
        });

    private static Action Address(string address, string? gateway = null, string? dns = null) =>
        Guest(guest =>
        {
            var args = new GuestAddressArgs { Address = address };
            if (gateway is not null)
            {
                args.Gateway = gateway;
            }

            if (dns is not null)
            {
                args.Dns.Add(dns);
            }

            guest.Address = args;
        });

    private static Action Two(Action<NixGuestArgs> change) =>
        () =>
        {
            var first = Add("web", change);
            // Of two resources that depend on nothing, either may come first.
            Add("db", change, first);
        };

    private static NixGuest Add(string name, Action<NixGuestArgs> change, NixGuest? former = null)
    {
        var path = name == "web" ? "/os.qcow2" : $"/{name}.qcow2";
        var args = new NixGuestArgs
        {
            Disks =
            {
                new GuestDiskArgs { Path = path, Serial = "os" },
            },
            Memory = "1GiB",
        };
        change(args);
        var options = new Pulumi.CustomResourceOptions();
        if (former is not null)
        {
            options.DependsOn.Add(former);
        }

        return new(name, args, options);
    }

    private static void AddDisks(NixGuestArgs guest, int count)
    {
        for (var i = 0; i < count; i++)
        {
            guest.Disks.Add(new GuestDiskArgs { Path = $"/d{i}.qcow2", Serial = $"d{i}" });
        }
    }
}
