using GuestStack;
using Infra.NixHost;
using Pulumi;

// A guest that configures itself, behind the end-to-end tests: what a user would edit in the code comes from the configuration here.
return await Deployment.RunAsync(() =>
{
    var config = new Config();
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
