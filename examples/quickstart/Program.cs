// A guest from an image that Nix builds, with a disk of its own, a folder as its configuration, and a network without uplink.
using Infra.NixHost;
using Pulumi;

return await Deployment.RunAsync(() =>
{
    // Built by Nix from guest/default.nix; shared by every guest that lies on it.
    var image = new NixImage("image", new() { Expression = "guest" });

    // What the guest writes goes here; the image stays as it is.
    var os = new OverlayDisk("os", new() { Image = image, Size = "256MiB" });

    // The guest finds this disk by its serial and takes its name and address from it.
    var config = new ConfigDisk("config", new() { Source = "config", Serial = "config" });

    var lan = new BridgeNetwork("lan", new() { Bridge = "nixhost0", RequireUplink = false });

    var guest = new NixGuest(
        "quickstart",
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
        ["address"] = guest.IpAddresses.Apply(addresses => addresses.FirstOrDefault()),
        ["mac"] = guest.MacAddresses.Apply(addresses => addresses.FirstOrDefault()),
        ["console"] = guest.ConsolePath,
        ["image"] = image.StorePath,
        ["disk"] = os.Path,
    };
});
