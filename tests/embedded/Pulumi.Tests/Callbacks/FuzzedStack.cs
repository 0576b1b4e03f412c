using Pulumi.Tests.Resources;

namespace Pulumi.Tests.Callbacks;

/// <summary>A stack with a function of each kind that engines call, which uses what it is given.</summary>
internal sealed class FuzzedStack : Stack
{
    public FuzzedStack()
        : base(
            new()
            {
                ResourceTransforms =
                {
                    (args, _) =>
                        Task.FromResult<ResourceTransformResult?>(new(args.Args, args.Options)),
                },
            }
        )
    {
        Pulumi.Deployment.Instance.RegisterInvokeTransform(
            (args, _) => Task.FromResult<InvokeTransformResult?>(new(args.Args, args.Options))
        );
        _ = new ResourceHook(
            "hook",
            (args, _) => Task.FromResult((args.NewInputs?.Count, args.OldOutputs?.Count)),
            new()
        );
        _ = new ErrorHook("again", (args, _) => Task.FromResult(args.Errors.Count > 1));
        _ = new Thing("one");
    }
}
