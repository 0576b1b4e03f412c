using Pulumi;

return await Deployment.RunAsync(() =>
{
    // Make resources here, e.g. new Infra.NixHost.BridgeNetwork("lan", new() { Bridge = "br0" }).

    // What the stack tells: see it with 'stack output'.
    return new Dictionary<string, object?>
    {
        ["greeting"] = $"Hello from {Deployment.Instance.StackName}",
    };
});
