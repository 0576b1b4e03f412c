using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repository.Tests;

public sealed class NullForgiving
{
    /// <summary>The projects in which every operator is explained. A project that is mended joins them.</summary>
    private static readonly string[] Mended = ["sdk/Infra.NixHost/", "sdk/Infra.Protocol/", "sdk/"];

    [Test]
    public void Each_null_forgiving_operator_stands_beside_a_comment_that_says_why()
    {
        var bare =
            from file in Checkout.Files("*.cs")
            where
                Mended.Any(project =>
                    Checkout.Relative(file).StartsWith(project, StringComparison.Ordinal)
                )
            let tree = CSharpSyntaxTree.ParseText(File.ReadAllText(file))
            from line in BareLines(tree)
            select $"{Checkout.Relative(file)}:{line}";

        Assert.That(bare, Is.Empty);
    }

    [TestCase("var a = b!;", false)]
    [TestCase("// The caller has checked it.\nvar a = b!;", true)]
    [TestCase("var a = b!; // The caller has checked it.", true)]
    [TestCase("// The caller has checked it.\nvar a = 1;\nvar c = b!;", false)]
    [TestCase("foo(\n// The caller has checked it.\nb!);", true)]
    public void A_comment_counts_in_the_lines_of_the_statement_and_just_above_it(
        string code,
        bool isExplained
    )
    {
        var tree = CSharpSyntaxTree.ParseText($"class C {{ void M() {{\n{code}\n}} }}");

        Assert.That(BareLines(tree).Any(), Is.Not.EqualTo(isExplained));
    }

    [Test]
    public void What_the_sdk_sets_and_checks_needs_no_comment()
    {
        var tree = CSharpSyntaxTree.ParseText(
            "class C { [Output(\"id\")] public Output<string> Id { get; set; } = null!; }"
        );

        Assert.That(BareLines(tree), Is.Empty);
    }

    private static IEnumerable<int> BareLines(SyntaxTree tree) =>
        from node in tree.GetRoot().DescendantNodes()
        where node.IsKind(SyntaxKind.SuppressNullableWarningExpression)
        where !IsInputOrOutput(node) && !HasComment(node)
        select tree.GetLineSpan(node.Span).StartLinePosition.Line + 1;

    /// <summary>The SDK sets each output by reflection, and a registration fails when a required input is missing.</summary>
    private static bool IsInputOrOutput(SyntaxNode node) =>
        node.Parent is EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }
        && property
            .AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() is "Input" or "Output");

    /// <summary>Looks at the lines of the innermost statement or member up to the operator's line, and at the comment above.</summary>
    private static bool HasComment(SyntaxNode node)
    {
        var owner = node.Ancestors()
            .First(a => a is StatementSyntax and not BlockSyntax or MemberDeclarationSyntax);
        var text = node.SyntaxTree.GetText();
        var last = text.Lines.GetLineFromPosition(owner.Span.End).LineNumber;
        return owner
            .DescendantTrivia()
            .Concat(owner.GetLeadingTrivia())
            .Concat(TrailingOf(owner, text, last))
            .Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));
    }

    private static IEnumerable<SyntaxTrivia> TrailingOf(
        SyntaxNode owner,
        Microsoft.CodeAnalysis.Text.SourceText text,
        int line
    ) =>
        owner
            .GetLastToken()
            .TrailingTrivia.Concat(owner.GetLastToken().GetNextToken().LeadingTrivia)
            .Where(trivia => text.Lines.GetLineFromPosition(trivia.SpanStart).LineNumber == line);
}
