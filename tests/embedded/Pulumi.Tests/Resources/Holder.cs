namespace Pulumi.Tests.Resources;

internal sealed class Holder(string name, CustomResourceOptions? options = null)
    : CustomResource("test:index:Holder", name, null, options)
{
    [Output("held")]
    public Output<Held> Held { get; private set; } = null!;
}
