namespace Documentation.Tests.Pages;

/// <summary>The ways between the pages.</summary>
internal sealed class LinkTests
{
    /// <summary>The pages that Pulumi's registry takes, and shows on its own site.</summary>
    private static readonly string[] OfTheRegistry =
    [
        "docs/_index.md",
        "docs/installation-configuration.md",
    ];

    private static IEnumerable<Page> Pages => Repository.Pages;

    [TestCaseSource(nameof(Pages))]
    public void Links_lead_to_files_and_headings(object item)
    {
        var page = (Page)item;

        Assert.That(
            page.Links.Where(link => InCheckout(page, link) is { } target && !Exists(target)),
            Is.Empty
        );
    }

    [Test]
    public void A_reader_gets_from_the_README_to_every_page_in_docs()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { "README.md" };
        var left = new Queue<string>(reached);
        while (left.TryDequeue(out var path))
        {
            if (!File.Exists(Repository.PathOf(path)))
            {
                continue;
            }

            var page = Page.Read(path);
            foreach (
                var file in page.Links.Select(link => InCheckout(page, link)?.File).OfType<string>()
            )
            {
                if (file.EndsWith(".md", StringComparison.Ordinal) && reached.Add(file))
                {
                    left.Enqueue(file);
                }
            }
        }

        Assert.That(
            Repository
                .Paths("*.md")
                .Where(p =>
                    p.StartsWith("docs/", StringComparison.Ordinal) && !reached.Contains(p)
                ),
            Is.Empty,
            "link to them from docs/README.md"
        );
    }

    [TestCaseSource(nameof(OfTheRegistry))]
    public void A_page_of_the_registry_has_its_fields_and_only_links_that_work_there(string path)
    {
        var page = Page.Read(path);

        Assert.That(
            page.FrontMatter,
            Does.Match("(?m)^title: .+$").And.Match("(?m)^meta_desc: .+$")
        );
        Assert.That(page.FrontMatter, Does.Match("(?m)^layout: package$"));
        Assert.That(
            page.Links.Where(l => !l.StartsWith("https://", StringComparison.Ordinal)),
            Is.Empty,
            $"write {Repository.Files}…, because the registry has no other pages of this folder"
        );
    }

    private static bool Exists((string File, string Anchor) target)
    {
        var path = Repository.PathOf(target.File);
        return target.Anchor.Length == 0
            ? Path.Exists(path)
            : File.Exists(path)
                && Page.Read(target.File).Anchors.Contains(target.Anchor, StringComparer.Ordinal);
    }

    /// <summary>The file and the heading in the checkout that a link names; <c>null</c> for the rest of the web.</summary>
    private static (string File, string Anchor)? InCheckout(Page page, string link)
    {
        var isOurs = link.StartsWith(Repository.Files, StringComparison.Ordinal);
        if (!isOurs && link.Contains("://", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = (isOurs ? link[Repository.Files.Length..] : link).Split('#', 2);
        var folder = isOurs ? "" : Path.GetDirectoryName(page.Path)!;
        var file = parts[0].Length == 0 ? page.Path : Path.Combine(folder, parts[0]);
        var full = Path.GetFullPath(file, Repository.Root);
        return (Path.GetRelativePath(Repository.Root, full), parts.Length > 1 ? parts[1] : "");
    }
}
