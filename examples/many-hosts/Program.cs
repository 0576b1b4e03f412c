// Four guests on two hosts, from a machine that has Nix and ssh, and no libvirt.
using Infra.NixHost;
using Pulumi;

return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var nixpkgs = config.Require("nixpkgs");
    string Get(string key, string usual) => config.Get(key) ?? usual;
    var network = Get("network", "192.168.1");
    var systems = new Dictionary<string, object?>();

    void Guests(string name, params (string Name, int Number)[] guests)
    {
        // ssh's own configuration says where the host is, and which user and key it takes.
        var host = new Host(
            name,
            new() { Address = $"ssh://{name}", BuildOn = Get($"{name}BuildOn", "host") }
        );
        var image = new NixImage(
            $"{name}-base",
            new()
            {
                Host = host,
                Configuration = "root/common/base.nix",
                Nixpkgs = nixpkgs,
            }
        );
        var lan = new BridgeNetwork(
            $"{name}-lan",
            new() { Host = host, Bridge = Get("bridge", "br0") }
        );
        foreach (var (guest, number) in guests)
        {
            // A secret goes straight to the host, into a file that QEMU alone reads.
            var files = new InputMap<string> { ["token"] = config.RequireSecret("token") };
            var token = new ConfigDisk($"{guest}-token", new() { Host = host, Files = files });
            systems[guest] = new SelfConfiguringGuest(
                guest,
                new()
                {
                    Host = host,
                    Image = image,
                    ConfigurationRoot = "root",
                    HostConfiguration = $"hosts/{guest}",
                    Nixpkgs = nixpkgs,
                    Network = lan,
                    Identity = new()
                    {
                        HostName = guest,
                        Address = $"{network}.{number}/24",
                        Gateway = $"{network}.1",
                    },
                    Activation = SystemActivation.Switch,
                    DiskSize = Get("diskSize", "20GiB"),
                    Memory = Get($"{guest}Memory", Get("memory", "1GiB")),
                    ConfigureGuest = machine => machine.Disks.Add(token),
                }
            ).ConfiguredSystem;
        }
    }

    Guests("attic", ("fern", 21), ("iris", 22));
    Guests("cellar", ("moss", 23), ("rose", 24));
    return systems;
});
