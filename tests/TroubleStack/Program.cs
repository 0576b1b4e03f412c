using Infra.NixHost;
using Pulumi;
using TroubleStack;

// Networks with hooks and a transform, and trouble where the configuration wants it.
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
            // The engine is told to create this one while the trouble below is on its way.
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

// Networks of stacks do not clash on one host.
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
