namespace Pulumi.Tests.Resources;

internal sealed class TransformedStack : Stack
{
    public TransformedStack()
        : base(new() { ResourceTransformations = { Mark } }) => new Group("g");

    private static ResourceTransformationResult? Mark(ResourceTransformationArgs args)
    {
        args.Options.IgnoreChanges = ["by-stack"];
        return new(args.Args, args.Options);
    }
}
