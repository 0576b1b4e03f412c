namespace Pulumi.Tests.Resources;

[ResourceType(Token, null)]
public sealed class Held(string name, CustomResourceOptions? options = null)
    : CustomResource(Token, name, null, options)
{
    public const string Token = "test:index:Held";
}
