using Infra.NixHost;
using Pulumi;
using TroubleStack;

// This stack has networks with hooks and a transform, and fails where the configuration asks for it.
return await Deployment.RunAsync(
    () =>
    {
        var config = new Config();
        var trouble = config.Get("trouble");
        var journal = new Journal(config.Require("journal"), trouble);

        var first = journal.Network("first");
        if (config.GetBoolean("second") ?? true)
        {
            var second = journal.Network("second");
            // The engine is asked to create this network before the failure below reaches it.
            second.Uuid.Apply(_ =>
                trouble == "apply" ? throw new InvalidOperationException("trouble in apply") : 0
            );
        }

        switch (trouble)
        {
            case "program":
                throw new InvalidOperationException("trouble in program");
            case "component":
                _ = new TroubledComponent("c");
                break;
        }

        IDictionary<string, object?> outputs = new Dictionary<string, object?>
        {
            ["first"] = first.NetworkName,
        };
        return Task.FromResult(outputs);
    },
    new() { ResourceTransforms = { NameAfterStack } }
);

// Networks of two stacks need different names on one host.
static Task<ResourceTransformResult?> NameAfterStack(
    ResourceTransformArgs args,
    CancellationToken cancellationToken
) =>
    Task.FromResult<ResourceTransformResult?>(
        args.Type == "nixhost:index:BridgeNetwork"
            ? new(
                args.Args.SetItem("networkName", $"{Deployment.Instance.StackName}-{args.Name}"),
                args.Options
            )
            : null
    );
