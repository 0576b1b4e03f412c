// One guest with an image that Nix builds, its own disk, a folder as its configuration, and a network without an uplink.
using Infra.NixHost;
using Pulumi;

return await Deployment.RunAsync(() =>
{
    // A host has every name and address once, so a second stack on it gets its own: pulumi config set name rose, and the same for address.
    var settings = new Config();
    var name = settings.Get("name") ?? Deployment.Instance.ProjectName;

    // Nix builds the image from guest/default.nix. All guests share it.
    var image = new NixImage("image", new() { Expression = "guest" });

    // The guest writes to this disk, and the image stays unchanged.
    var os = new OverlayDisk("os", new() { Image = image, Size = "256MiB" });

    // The guest finds this disk by its serial and reads its name and address from it.
    var config = new ConfigDisk(
        "config",
        settings.Get("address") is { } address
            ? new() { Files = { ["hostname"] = name, ["address"] = address }, Serial = "config" }
            : new() { Source = "config", Serial = "config" }
    );

    var lan = new BridgeNetwork(
        "lan",
        new()
        {
            NetworkName = name,
            Bridge = "nixhost0",
            RequireUplink = false,
        }
    );

    var guest = new NixGuest(
        name,
        new()
        {
            Memory = "128MiB",
            Disks = { os, config },
            Networks = { lan },
            WaitFor = WaitFor.Configured,
        }
    );

    return new Dictionary<string, object?>
    {
        ["address"] = guest.Address,
        ["mac"] = guest.MacAddresses.Apply(addresses => addresses.FirstOrDefault()),
        ["console"] = guest.ConsolePath,
        ["image"] = image.StorePath,
        ["disk"] = os.Path,
    };
});
