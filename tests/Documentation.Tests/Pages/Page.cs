using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Documentation.Tests.Pages;

/// <summary>One Markdown file of the repository, read as a forge reads it.</summary>
internal sealed partial class Page
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter()
        .UsePipeTables()
        .Build();

    private readonly MarkdownDocument _document;

    private Page(string path)
    {
        Path = path;
        _document = Markdown.Parse(File.ReadAllText(Repository.PathOf(path)), Pipeline);
    }

    /// <summary>The file, relative to the repository.</summary>
    public string Path { get; }

    /// <summary>The fields between the dashes at the top, as text; <c>null</c> without them.</summary>
    public string? FrontMatter =>
        _document.Descendants<YamlFrontMatterBlock>().FirstOrDefault()?.Lines.ToString();

    /// <summary>The blocks of code, fenced or indented.</summary>
    public ImmutableArray<Block> Blocks =>
        [
            .. _document
                .Descendants<CodeBlock>()
                .Where(b => b is not YamlFrontMatterBlock)
                .Select(b => new Block(
                    Path,
                    b.Line + 1,
                    (b as FencedCodeBlock)?.Info ?? "",
                    (b as FencedCodeBlock)?.Arguments ?? "",
                    b.Lines.ToString()
                )),
        ];

    /// <summary>The code within sentences and cells.</summary>
    public IEnumerable<string> Spans => _document.Descendants<CodeInline>().Select(c => c.Content);

    /// <summary>The targets of links and pictures.</summary>
    public IEnumerable<string> Links =>
        _document.Descendants<LinkInline>().Select(l => l.Url ?? "").Where(u => u.Length > 0);

    /// <summary>The anchors of the headings, as forges make them.</summary>
    public IEnumerable<string> Anchors =>
        _document.Descendants<HeadingBlock>().Select(h => AnchorOf(TextOf(h)));

    /// <summary>The cells of each row of the tables, without the heads.</summary>
    public IEnumerable<ImmutableArray<string>> Rows =>
        _document
            .Descendants<TableRow>()
            .Where(r => !r.IsHeader)
            .Select(r => r.Cast<TableCell>().Select(TextOf).ToImmutableArray());

    /// <summary>Reads a page.</summary>
    /// <param name="path">The file, relative to the repository.</param>
    public static Page Read(string path) => new(path);

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <summary>The anchor of a heading: small letters, digits, dashes for spaces, and nothing else.</summary>
    private static string AnchorOf(string heading) =>
        NoAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    private static string TextOf(MarkdownObject block) =>
        string.Concat(
            (block is LeafBlock { Inline: { } inline } ? inline : block)
                .Descendants()
                .Select(i =>
                    i switch
                    {
                        LiteralInline literal => literal.Content.ToString(),
                        CodeInline code => code.Content,
                        _ => "",
                    }
                )
        );

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.CultureInvariant)]
    private static partial Regex NoAnchor();
}
