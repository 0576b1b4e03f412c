using GuestStack;
using Infra.NixHost;
using Pulumi;

// The end-to-end tests run this stack of a guest that configures itself. The configuration says what a user would edit in the code.
return await Deployment.RunAsync(() =>
{
    var config = new Config();
    if (config.GetBoolean("imageOnly") == true)
    {
        return new Dictionary<string, object?> { ["image"] = Rose.Image(config).ImagePath };
    }

    var lan = new BridgeNetwork("lan", new() { Bridge = "nixhost0", RequireUplink = false });
    var outputs = new Dictionary<string, object?>();
    var rose = Rose.Guest(config, lan);
    outputs["address"] = rose.Address;
    outputs["system"] = rose.ConfiguredSystem;
    outputs["configHash"] = rose.ConfigHash;
    outputs["hostKey"] = rose.SshHostKey;
    outputs["mac"] = rose.Guest.MacAddresses.Apply(macs => macs[0]);
    if (config.Get("seedKeys") is { } keys)
    {
        Seed.Guest(config, lan, keys);
    }

    return outputs;
});
