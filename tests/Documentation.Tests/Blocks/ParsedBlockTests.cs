using CliWrap;
using CliWrap.Buffered;
using Documentation.Tests.Pages;

namespace Documentation.Tests.Blocks;

/// <summary>The blocks that the programs of other languages parse, without running them.</summary>
[Category("Real")]
internal sealed class ParsedBlockTests
{
    private static IEnumerable<Block> In(params string[] languages) =>
        Repository.Blocks.Where(b => languages.Contains(b.Language, StringComparer.Ordinal));

    private static IEnumerable<Block> TypeScript => In("typescript", "js");

    private static IEnumerable<Block> Python => In("python");

    private static IEnumerable<Block> Nix => In("nix");

    // Blocks have no types of their own, so what they say is JavaScript, too.
    [TestCaseSource(nameof(TypeScript))]
    public Task Node_parses_a_block(object block) =>
        ParseAsync((Block)block, ".mjs", "node", "--check");

    [TestCaseSource(nameof(Python))]
    public Task Python_parses_a_block(object block) =>
        ParseAsync(
            (Block)block,
            ".py",
            "python3",
            "-c",
            "import ast, sys; ast.parse(open(sys.argv[1]).read())"
        );

    [TestCaseSource(nameof(Nix))]
    public Task Nix_parses_a_block(object block) =>
        ParseAsync((Block)block, ".nix", "nix-instantiate", "--parse");

    private static async Task ParseAsync(
        Block block,
        string extension,
        string program,
        params string[] arguments
    )
    {
        var directory = Directory.CreateTempSubdirectory("nixhost-block-");
        try
        {
            var file = Path.Combine(directory.FullName, "block" + extension);
            await File.WriteAllTextAsync(file, block.Text);
            var result = await Cli.Wrap(program)
                .WithArguments([.. arguments, file])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync();
            Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
