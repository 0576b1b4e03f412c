using Infra.NixHost;
using LabStack;
using Pulumi;

// The end-to-end tests run this stack. The configuration says what a user would edit in the code.
return await Deployment.RunAsync(() =>
{
    var config = new Config();
    if (config.GetInt32("spread") is { } spread)
    {
        return Spread.Declare(config, spread);
    }

    if (config.GetInt32("guests") is { } guests)
    {
        return Fleet.Declare(config, guests);
    }

    if (config.GetInt32("attacked") is { } version)
    {
        return new Attacked(config, version).Declare();
    }

    var outputs = new Dictionary<string, object?>();
    if (config.GetBoolean("host") == true)
    {
        outputs["host"] = GetHost.Invoke().Apply(HostText.Of);
        return outputs;
    }

    Input<string> backing;
    if (config.Get("backing") is { } path)
    {
        backing = path;
    }
    else
    {
        var image = new NixImage(
            "base",
            new()
            {
                Expression = config.Get("expression") ?? "guest",
                Arguments = { ["parts"] = config.Require("parts") },
            }
        );
        outputs["image"] = image.ImagePath;
        backing = image;
    }

    if (config.GetBoolean("imageOnly") == true)
    {
        return outputs;
    }

    var os = new OverlayDisk("os", new() { Image = backing, Size = config.Get("size") ?? "1GiB" });
    outputs["overlay"] = os.Path;
    outputs["backing"] = os.BackingPath;
    if (config.GetBoolean("diskOnly") == true)
    {
        return outputs;
    }

    var content = new ConfigDiskArgs { Serial = config.Get("serial") ?? "config" };
    if (config.GetSecret("token") is { } token)
    {
        content.Files["hostname"] = "lilly\n";
        content.Files["address"] = "10.77.0.10/24\n";
        content.Files["token"] = token;
    }
    else
    {
        content.Source = config.Get("source") ?? "config";
    }

    var identity = new ConfigDisk("identity", content);
    outputs["configDisk"] = identity.Path;
    outputs["deviceLink"] = identity.DeviceLink;
    var lan = new BridgeNetwork(
        "lan",
        new()
        {
            Bridge = config.Get("bridge") ?? "nixhost0",
            RequireUplink = false,
            Vlan = config.GetInt32("vlan") is { } vlan ? vlan : null,
        }
    );
    var guest = new NixGuest(
        "lilly",
        new()
        {
            Memory = config.Get("memory") ?? "128MiB",
            Disks = { os, identity },
            Networks = { lan },
            WaitFor = WaitFor.Configured,
        }
    );
    outputs["address"] = guest.IpAddresses.Apply(addresses => addresses.FirstOrDefault());
    outputs["uuid"] = guest.Uuid;
    return outputs;
});
