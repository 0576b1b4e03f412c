using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repository.Tests;

public sealed class Independence
{
    [Test]
    public void No_test_needs_another_one_to_run_before_it()
    {
        var dependent =
            from file in Checkout.Files("*.cs")
            from attribute in CSharpSyntaxTree
                .ParseText(File.ReadAllText(file))
                .GetRoot()
                .DescendantNodes()
                .OfType<AttributeSyntax>()
            where attribute.Name.ToString() is "DependsOnTest" or "DependsOnFixture" or "Order"
            select $"{Checkout.Relative(file)}: {attribute}";

        Assert.That(dependent, Is.Empty);
    }
}
