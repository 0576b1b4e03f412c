using Pulumi.Tests.Resources;

namespace Pulumi.Tests.Callbacks;

internal sealed class StackWithTransforms : Stack
{
    public StackWithTransforms()
        : base(new() { ResourceTransforms = { Nothing } }) => new Thing("one");

    private static Task<ResourceTransformResult?> Nothing(
        ResourceTransformArgs args,
        CancellationToken cancellationToken
    ) => Task.FromResult<ResourceTransformResult?>(null);
}
