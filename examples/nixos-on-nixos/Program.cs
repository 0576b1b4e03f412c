// Two NixOS guests boot one base image and configure themselves from their folders below root/hosts. Nobody logs in.
using Infra.NixHost;
using Pulumi;

return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var nixpkgs = config.Require("nixpkgs");

    // The image is built once and shared by both guests. It contains nothing about either of them.
    var image = new NixImage(
        "base",
        new() { Configuration = "root/common/vm_host_base.nix", Nixpkgs = nixpkgs }
    );

    var lan = new BridgeNetwork(
        "lan",
        new()
        {
            Bridge = config.Get("bridge") ?? "br0",
            RequireUplink = config.GetBoolean("uplink") ?? true,
        }
    );

    SelfConfiguringGuest Guest(string host, string address) =>
        new(
            host,
            new()
            {
                Image = image,
                ConfigurationRoot = "root",
                HostConfiguration = $"hosts/{host}",
                Nixpkgs = nixpkgs,
                Network = lan,
                Identity = new()
                {
                    HostName = host,
                    Address = address,
                    Gateway = config.Get("gateway") ?? "192.168.1.1",
                    Dns = { config.Get("dns") ?? "192.168.1.1" },
                },
                AuthorizedKeys = config.GetObject<string[]>("authorizedKeys") ?? [],
                DiskSize = config.Get("diskSize") ?? "20GiB",
                Memory = config.Get("memory") ?? "1GiB",
            }
        );

    var lilly = Guest("LillyLeaf", config.Get("lilly") ?? "192.168.1.12/24");
    var rose = Guest("RosePetal", config.Get("rose") ?? "192.168.1.13/24");

    return new Dictionary<string, object?>
    {
        ["image"] = image.StorePath,
        // Other stacks, such as examples/import-components, read these outputs.
        ["imagePath"] = image.ImagePath,
        ["network"] = lan.NetworkName,
        ["lilly"] = lilly.Address,
        ["lillySystem"] = lilly.ConfiguredSystem,
        ["rose"] = rose.Address,
        ["roseSystem"] = rose.ConfiguredSystem,
    };
});
