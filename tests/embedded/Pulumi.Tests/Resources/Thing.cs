namespace Pulumi.Tests.Resources;

/// <summary>A resource with an output for each of its inputs.</summary>
internal sealed class Thing(
    string name,
    ThingArgs? args = null,
    CustomResourceOptions? options = null
) : CustomResource(Token, name, args ?? new ThingArgs(), options)
{
    public const string Token = "test:index:Thing";

    [Output("text")]
    public Output<string> Text { get; private set; } = null!;

    [Output("size")]
    public Output<int> Size { get; private set; } = null!;
}
