using Documentation.Tests.Pages;

namespace Documentation.Tests.Blocks;

/// <summary>The blocks in C#.</summary>
internal sealed class CSharpTests
{
    private static IEnumerable<Block> Ours =>
        Repository.Blocks.Where(b => b is { Language: "csharp", Note: "" });

    /// <summary>Those against a package that is not referenced here, which the fence names.</summary>
    private static IEnumerable<Block> OfOtherPackages =>
        Repository.Blocks.Where(b => b.Language == "csharp" && b.Note.Length > 0);

    [TestCaseSource(nameof(Ours))]
    public async Task A_block_compiles_and_the_analyzer_has_nothing_against_it(object block)
    {
        var program = new CSharpProgram(((Block)block).Text);

        Assert.That(program.Errors(), Is.Empty);
        Assert.That(await program.FindingsAsync(), Is.Empty);
    }

    [TestCaseSource(nameof(OfOtherPackages))]
    public void A_block_of_another_package_has_no_mistake_in_its_syntax(object block) =>
        Assert.That(new CSharpProgram(((Block)block).Text).SyntaxErrors(), Is.Empty);

    [Test]
    public void What_does_not_compile_is_found() =>
        Assert.That(
            new CSharpProgram(
                "var guest = new NixGuest(\"web\", new() { Memmory = \"2GiB\" });"
            ).Errors(),
            Has.Exactly(1).Contains("Memmory")
        );
}
