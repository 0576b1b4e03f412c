using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repository.Tests;

public sealed class Sizes
{
    private const int MostLinesOfAFile = 350;
    private const int MostLinesOfAMethod = 50;
    private const int MostLinesOfAnExample = 60;

    [Test]
    public void No_file_is_longer_than_350_lines()
    {
        var tooLong = Checkout
            .Files("*.cs")
            // Nobody reads or changes generated files as a whole.
            .Where(f => !f.EndsWith(".g.cs", StringComparison.Ordinal))
            .Select(f => (File: Checkout.Relative(f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > MostLinesOfAFile);

        Assert.That(tooLong, Is.Empty);
    }

    [Test]
    public void No_method_is_longer_than_50_lines()
    {
        var methods =
            from file in Checkout.Files("*.cs")
            from method in CSharpSyntaxTree
                .ParseText(File.ReadAllText(file))
                .GetRoot()
                .DescendantNodes()
                .Where(n => n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax)
            let lines = Lines(method)
            where lines > MostLinesOfAMethod
            select $"{Checkout.Relative(file)}: {lines} lines: {method.ToString().Split('\n')[0]}";

        Assert.That(methods, Is.Empty);
    }

    [Test]
    public void An_example_stack_is_at_most_60_lines_of_code()
    {
        var examples = Checkout
            .Files("*.cs")
            .Where(f => Checkout.Relative(f).StartsWith("examples/", StringComparison.Ordinal))
            // The tests of a stack do not count.
            .Where(f => !Checkout.Relative(f).Split('/').Contains("tests"))
            .GroupBy(
                f => Checkout.Relative(f).Split('/')[1],
                f => File.ReadLines(f).Count(l => l.Trim().Length > 0)
            )
            .Select(g => (Example: g.Key, Lines: g.Sum()))
            .ToList();

        Assert.That(examples, Is.Not.Empty);
        Assert.That(examples.Where(e => e.Lines > MostLinesOfAnExample), Is.Empty);
    }

    private static int Lines(SyntaxNode node)
    {
        var span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
