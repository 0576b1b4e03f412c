using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repository.Tests;

public sealed class RegularExpressions
{
    private static readonly Pattern[] Patterns = [.. Checkout.Files("*.cs").SelectMany(PatternsOf)];

    [Test]
    public void No_regular_expression_ends_by_the_wall_clock()
    {
        Assert.That(Patterns, Is.Not.Empty);
        Assert.That(Patterns.Where(p => p.HasTimeout).Select(p => $"{p.File}: {p.Text}"), Is.Empty);
    }

    /// <summary>Outside of multiline patterns, <c>$</c> also matches before a line break that ends the text.</summary>
    [Test]
    public void A_pattern_says_with_z_that_it_ends_with_the_text()
    {
        var lax = Patterns.Where(p =>
            !p.IsMultiline
            && p.Text.EndsWith('$')
            && !p.Text.EndsWith(@"\$", StringComparison.Ordinal)
        );

        Assert.That(lax.Select(p => $"{p.File}: {p.Text}"), Is.Empty);
    }

    private static IEnumerable<Pattern> PatternsOf(string file) =>
        from node in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes()
        let arguments = node switch
        {
            AttributeSyntax
            {
                Name: IdentifierNameSyntax { Identifier.ValueText: "GeneratedRegex" }
            } a => a.ArgumentList?.Arguments.Select(e => e.Expression).ToList(),
            ObjectCreationExpressionSyntax
            {
                Type: IdentifierNameSyntax { Identifier.ValueText: "Regex" }
            } o => o.ArgumentList?.Arguments.Select(e => e.Expression).ToList(),
            _ => null,
        }
        where arguments is not null
        select new Pattern(
            Checkout.Relative(file),
            (arguments[0] as LiteralExpressionSyntax)?.Token.ValueText ?? arguments[0].ToString(),
            arguments.Count > 2,
            node.ToString().Contains("Multiline", StringComparison.Ordinal)
        );

    private sealed record Pattern(string File, string Text, bool HasTimeout, bool IsMultiline);
}
