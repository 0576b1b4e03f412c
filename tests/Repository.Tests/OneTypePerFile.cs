using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repository.Tests;

public sealed class OneTypePerFile
{
    [Test]
    public void A_file_of_the_sdk_holds_one_top_level_type()
    {
        var crowded =
            from file in Checkout.Files("*.cs")
            where Checkout.Relative(file).StartsWith("sdk/", StringComparison.Ordinal)
            let types = CSharpSyntaxTree
                .ParseText(File.ReadAllText(file))
                .GetRoot()
                .DescendantNodes(n => n is not BaseTypeDeclarationSyntax)
                .Count(n => n is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            where types > 1
            select $"{Checkout.Relative(file)}: {types}";

        Assert.That(crowded, Is.Empty);
    }
}
