// Four guests on two hosts, from a machine that has Nix and ssh, and no libvirt.
using Infra.NixHost;
using Pulumi;

return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var network = config.Get("network") ?? "192.168.1";
    var systems = new Dictionary<string, object?>();

    void Guests(string host, params (string Name, int Number)[] guests)
    {
        // ssh's own configuration says where the host is, and which user and key it takes. What has this provider is there.
        var there = new Provider(host, new() { Address = $"ssh://{host}" });
        var on = new CustomResourceOptions { Provider = there };
        var image = new NixImage(
            $"{host}-base",
            new() { Configuration = "root/common/base.nix", Nixpkgs = config.Require("nixpkgs") },
            on
        );
        var lan = new BridgeNetwork(
            $"{host}-lan",
            new() { Bridge = config.Get("bridge") ?? "br0" },
            on
        );
        foreach (var (name, number) in guests)
        {
            // A secret goes straight to the host, into a file that QEMU alone reads.
            var files = new InputMap<string> { ["token"] = config.RequireSecret("token") };
            var token = new ConfigDisk($"{name}-token", new() { Files = files }, on);
            var guest = new SelfConfiguringGuest(
                name,
                new()
                {
                    Image = image,
                    ConfigurationRoot = "root",
                    HostConfiguration = $"hosts/{name}",
                    Nixpkgs = config.Require("nixpkgs"),
                    Network = lan,
                    Identity = new()
                    {
                        HostName = name,
                        Address = $"{network}.{number}/24",
                        Gateway = $"{network}.1",
                    },
                    Activation = SystemActivation.Switch,
                    DiskSize = config.Get("diskSize") ?? "20GiB",
                    Memory = config.Get($"{name}Memory") ?? config.Get("memory") ?? "1GiB",
                    ConfigureGuest = machine => machine.Disks.Add(token),
                },
                new() { Provider = there }
            );
            systems[name] = guest.ConfiguredSystem;
        }
    }

    Guests("attic", ("fern", 21), ("iris", 22));
    Guests("cellar", ("moss", 23), ("rose", 24));
    return systems;
});
