namespace Infra.NixHost.Analyzers.Tests;

/// <summary>Programs with one constant that is wrong, each with the id of its diagnostic and the path of the input.</summary>
internal static class WrongPrograms
{
    private const string Missing = "NIXHOST0001";
    private const string Besides = "NIXHOST0002";
    private const string Invalid = "NIXHOST0003";
    private const string Conflict = "NIXHOST0004";

    public static IEnumerable<string[]> All =>
        [.. Images, .. Disks, .. Networks, .. Guests, .. Cards, .. Addresses, .. Systems];

    private static IEnumerable<string[]> Images =>
        [
            [Missing, "configuration", Image("")],
            [Missing, "configuration", Image("Configuration = null")],
            [Besides, "flake", Image("Configuration = \"a.nix\", Flake = \".#b\"")],
            [Besides, "storePath", Image("Expression = \"a.nix\", StorePath = \"/nix/store/x\"")],
            [Invalid, "diskSize", Image("Flake = \".#b\", DiskSize = \"5 bananas\"")],
            [Invalid, "diskSize", Image("Flake = \".#b\", DiskSize = \"0\"")],
            [Invalid, "buildTimeout", Image("Flake = \".#b\", BuildTimeout = \"soon\"")],
        ];

    private static IEnumerable<string[]> Disks =>
        [
            [Invalid, "image", Overlay("Image = \"images/a.qcow2\"")],
            [Invalid, "size", Overlay("Image = \"/a\", Size = \"5 bananas\"")],
            [Invalid, "size", Overlay("Image = \"/a\", Size = \"0\"")],
            [Invalid, "size", Overlay("Image = \"/a\", Size = \"3000TiB\"")],
            [Invalid, "size", Overlay("Image = \"/a\", Size = Size.TiB(3000)")],
            [Invalid, "directory", Overlay("Image = \"/a\", Directory = \"images\"")],
            [Invalid, "fileName", Overlay("Image = \"/a\", FileName = \"a/b\"")],
            [Besides, "directory", Overlay("Image = \"/a\", Directory = \"/b\", Pool = \"c\"")],
            [Missing, "source", Config("Format = ConfigDiskFormat.Iso")],
            [Besides, "hostPath", Config("Source = \"a\", HostPath = \"/b\"")],
            [Besides, "files", Config("Source = \"a\", Files = { [\"b\"] = \"c\" }")],
            [Invalid, "hostPath", Config("HostPath = \"etc/guest\"")],
            [Invalid, "serial", Config("Source = \"a\", Serial = \"my disk\"")],
        ];

    private static IEnumerable<string[]> Networks =>
        [
            [
                Invalid,
                "vlan",
                "new BridgeNetwork(\"lan\", new() { Bridge = \"br0\", Vlan = 5000 })",
            ],
            [
                Invalid,
                "networkName",
                "new BridgeNetwork(\"lan\", new() { Bridge = \"br0\", NetworkName = \"a/b\" })",
            ],
        ];

    private static IEnumerable<string[]> Guests =>
        [
            [Invalid, "guestName", Guest("GuestName = \"my guest\"")],
            [
                Invalid,
                "guestName",
                Guest("Cpus = 2").Replace("web", "my web", StringComparison.Ordinal),
            ],
            [Invalid, "memory", Guest("Memory = \"2048\"")],
            [Invalid, "memory", Guest("Memory = Size.MiB(1)")],
            [Invalid, "memory", Guest("Memory = Size.FromBytes(2048)")],
            [Conflict, "maxMemory", Guest("Memory = Size.GiB(2), MaxMemory = \"1GiB\"")],
            [Invalid, "waitTimeout", Guest("WaitTimeout = TimeSpan.FromHours(1000)")],
            [Invalid, "memory", Guest("Memory = \"5 bananas\"")],
            [Invalid, "memory", Guest("Memory = \"128MiB\", Firmware = Firmware.Uefi")],
            [Invalid, "maxMemory", Guest("MaxMemory = \"much\"")],
            [Conflict, "maxMemory", Guest("Memory = \"2GiB\", MaxMemory = \"1GiB\"")],
            [Conflict, "maxMemory", Guest("MaxMemory = \"512MiB\"")],
            [Invalid, "cpus", Guest("Cpus = 0")],
            [Conflict, "maxCpus", Guest("Cpus = 4, MaxCpus = 2")],
            [Conflict, "maxCpus", Guest("MaxCpus = 0")],
            [Invalid, "waitTimeout", Guest("WaitTimeout = \"a while\"")],
            [Invalid, "shutdownTimeout", Guest("ShutdownTimeout = \"1 fortnight\"")],
            [Conflict, "waitFor", Guest("WaitFor = WaitFor.Configured, Running = false")],
            [Invalid, "disks[1].path", Guest("", "new GuestDiskArgs { Path = \"data.qcow2\" }")],
            [
                Invalid,
                "disks[1].path",
                Guest("", "new GuestDiskArgs { Path = \"a\", Kind = GuestDiskKind.Volume }"),
            ],
            [
                Invalid,
                "disks[1].serial",
                Guest("", "new GuestDiskArgs { Path = \"/b\", Serial = \"\" }"),
            ],
            [
                Invalid,
                "disks[1].bus",
                Guest("", "new GuestDiskArgs { Path = \"/b\", Bus = \"ide\" }"),
            ],
            [
                Invalid,
                "disks[1].format",
                Guest("", "new GuestDiskArgs { Path = \"/b\", Format = \"vmdk\" }"),
            ],
            [
                Conflict,
                "disks[1].serial",
                Guest("", "new GuestDiskArgs { Path = \"/b\", Serial = \"os\" }"),
            ],
            [Conflict, "disks[1].path", Guest("", "new GuestDiskArgs { Path = \"/os\" }")],
            [Missing, "hostDevices[0]", Guest("HostDevices = { new GuestHostDeviceArgs() }")],
            [
                Besides,
                "hostDevices[0]",
                Guest(
                    "HostDevices = { new GuestHostDeviceArgs { Pci = \"0000:01:00.0\", Usb = \"046d:c52b\" } }"
                ),
            ],
        ];

    private static IEnumerable<string[]> Cards =>
        [
            [Missing, "networks[0]", Card("Model = \"e1000e\"")],
            [Besides, "networks[0]", Card("Network = \"lan\", Bridge = \"br0\"")],
            [Invalid, "networks[0].mac", Card("Network = \"lan\", Mac = \"52:54:00\"")],
            [Invalid, "networks[0].mac", Card("Network = \"lan\", Mac = \"53:54:00:00:00:01\"")],
            [Invalid, "networks[0].mac", Card("Network = \"lan\", Mac = \"00:00:00:00:00:00\"")],
            [Invalid, "networks[0].model", Card("Network = \"lan\", Model = \"fast one\"")],
            [Invalid, "networks[0].vlan", Card("Network = \"lan\", Vlan = 0")],
            [
                Conflict,
                "networks[1].mac",
                Guest(
                    "Networks = { new GuestNetworkArgs { Network = \"a\", Mac = \"52:54:00:00:00:0A\" }, new GuestNetworkArgs { Network = \"b\", Mac = \"52:54:00:00:00:0a\" } }"
                ),
            ],
        ];

    private static IEnumerable<string[]> Addresses =>
        [
            [Invalid, "address.address", Address("Address = \"192.168.1.12\"")],
            [Invalid, "address.address", Address("Address = \"192.168.1.0/24\"")],
            [Invalid, "address.address", Address("Address = \"127.0.0.1/8\"")],
            [
                Invalid,
                "address.gateway",
                Address("Address = \"192.168.1.12/24\", Gateway = \"192.168.1.1/24\""),
            ],
            [
                Invalid,
                "address.gateway",
                Address("Address = \"192.168.1.12/24\", Gateway = \"192.168.2.1\""),
            ],
            [
                Invalid,
                "address.gateway",
                Address("Address = \"fd00::2/64\", Gateway = \"fd00:0:0:1::1\""),
            ],
            [
                Invalid,
                "address.dns[1]",
                Address("Address = \"192.168.1.12/24\", Dns = { \"1.1.1.1\", \"router\" }"),
            ],
        ];

    private static IEnumerable<string[]> Systems =>
        [
            [Invalid, "hostName", System("HostName = \"web_1\"")],
            [Invalid, "mac", System("Mac = \"nonsense\"")],
            [Invalid, "buildTimeout", System("BuildTimeout = \"40d\"")],
            [
                Invalid,
                "address.address",
                System("Address = new GuestAddressArgs { Address = \"10.0.0.2\" }"),
            ],
        ];

    private static string Image(string inputs) => $"new NixImage(\"image\", new() {{ {inputs} }})";

    private static string Overlay(string inputs) =>
        $"new OverlayDisk(\"os\", new() {{ {inputs} }})";

    private static string Config(string inputs) =>
        $"new ConfigDisk(\"config\", new ConfigDiskArgs {{ {inputs} }})";

    private static string System(string inputs) =>
        $"new NixSystem(\"web\", new() {{ Configuration = \"a.nix\", {inputs} }})";

    private static string Guest(string inputs, string disk = "") =>
        $"new NixGuest(\"web\", new() {{ Disks = {{ new GuestDiskArgs {{ Path = \"/os\", Serial = \"os\" }}, {disk} }}, {inputs} }})";

    private static string Card(string inputs) =>
        Guest($"Networks = {{ new GuestNetworkArgs {{ {inputs} }} }}");

    private static string Address(string inputs) =>
        Guest($"Address = new GuestAddressArgs {{ {inputs} }}");
}
