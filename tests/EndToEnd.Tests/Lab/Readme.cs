namespace EndToEnd.Tests.Lab;

/// <summary>The commands of a README: its indented blocks, without what the commands print.</summary>
internal static class Readme
{
    private const string Indent = "    ";

    /// <summary>The blocks of commands, in the README's order.</summary>
    /// <param name="path">The file, relative to the repository.</param>
    public static IReadOnlyList<string> Commands(string path)
    {
        var blocks = new List<List<string>>();
        var isFenced = false;
        var former = "";
        foreach (var line in File.ReadLines(Path.Combine(Checkout.Root, path)))
        {
            isFenced ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!isFenced && line.StartsWith(Indent, StringComparison.Ordinal))
            {
                if (former.Length == 0)
                {
                    blocks.Add([]);
                }

                blocks[^1].Add(line.Trim());
            }

            former = line;
        }

        return [.. blocks.Where(IsCommands).Select(block => string.Join('\n', block))];
    }

    /// <summary>The only block that begins with some text.</summary>
    public static string Command(string path, string beginning) =>
        Commands(path).Single(block => block.StartsWith(beginning, StringComparison.Ordinal));

    // What commands print is JSON, or begins with the steps of `make up`.
    private static bool IsCommands(List<string> block) =>
        !block[0].StartsWith('{') && !block[0].StartsWith("==>", StringComparison.Ordinal);
}
