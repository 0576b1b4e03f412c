// Four guests on two hosts, from a machine that has Nix and ssh, and no libvirt.
using Infra.NixHost;
using Pulumi;

return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var nixpkgs = config.Require("nixpkgs");
    var systems = new Dictionary<string, object?>();
    string Get(string key, string usual) => config.Get(key) ?? usual;
    Host HostOf(string name) =>
        new(name, new() { Address = $"ssh://{name}", BuildOn = Get($"{name}BuildOn", "host") });
    var (attic, cellar) = (HostOf("attic"), HostOf("cellar"));
    // It is built on one host, and brought to the other.
    var image = new NixImage(
        "base",
        new()
        {
            Host = attic,
            Configuration = "root/common/base.nix",
            Nixpkgs = nixpkgs,
        }
    );

    void Guests(string name, Host host, params (string Name, int Number)[] guests)
    {
        var lan = new BridgeNetwork(name, new() { Host = host, Bridge = Get("bridge", "br0") });
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
                        Address = $"{Get("network", "192.168.1")}.{number}/24",
                        Gateway = $"{Get("network", "192.168.1")}.1",
                    },
                    Activation = SystemActivation.Switch,
                    DiskSize = Get("diskSize", "20GiB"),
                    Memory = Get($"{guest}Memory", Get("memory", "1GiB")),
                    ConfigureGuest = machine => machine.Disks.Add(token),
                }
            ).ConfiguredSystem;
        }
    }
    Guests("attic", attic, ("fern", 21), ("iris", 22));
    Guests("cellar", cellar, ("moss", 23), ("rose", 24));
    return systems;
});
