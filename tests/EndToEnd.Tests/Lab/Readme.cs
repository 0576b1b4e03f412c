namespace EndToEnd.Tests.Lab;

/// <summary>The commands of a page: its indented blocks and those with the fence <c>sh</c>, without what the commands print.</summary>
internal static class Readme
{
    private const string Indent = "    ";
    private const string Fence = "```";

    /// <summary>The blocks of commands, in the page's order.</summary>
    /// <param name="path">The file, relative to the repository.</param>
    public static IReadOnlyList<string> Commands(string path)
    {
        var blocks = new List<List<string>>();
        string? fence = null;
        var former = "";
        foreach (var line in File.ReadLines(Path.Combine(Checkout.Root, path)))
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                fence = fence is null ? line[Fence.Length..] : null;
                if (fence == "sh")
                {
                    blocks.Add([]);
                }
            }
            else if (fence == "sh")
            {
                blocks[^1].Add(line);
            }
            else if (fence is null && line.StartsWith(Indent, StringComparison.Ordinal))
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
