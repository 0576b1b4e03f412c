using Documentation.Tests.Pages;

namespace Documentation.Tests.Reference;

/// <summary>The generated pages of <c>docs/resources</c>.</summary>
internal sealed class ReferenceTests
{
    private const string Folder = "docs/resources";

    private static readonly Dictionary<string, Func<string>> Pages = SchemaText
        .Schema.GetProperty("resources")
        .EnumerateObject()
        .Select(r =>
            (
                SchemaText.NameOf(r.Name),
                (Func<string>)(() => new ResourcePage(r.Name, r.Value).Write())
            )
        )
        .Append(("getHost", FunctionPage.WriteGetHost))
        .Append(("getImages", FunctionPage.WriteGetImages))
        .Append(("Provider", FunctionPage.WriteProvider))
        .Append(("types", TypesPage.Write))
        .ToDictionary(p => $"{p.Item1}.md", p => p.Item2, StringComparer.Ordinal);

    private static IEnumerable<string> Names => Pages.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_page_is_current(string name)
    {
        var path = Repository.PathOf(Path.Combine(Folder, name));
        var current = Pages[name]();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, current);
        }

        Assert.That(
            File.ReadAllText(path),
            Is.EqualTo(current),
            $"{path} is not what the schema and the library say: run this test with UPDATE_SNAPSHOTS=1"
        );
    }

    [Test]
    public void The_folder_has_no_other_page() =>
        Assert.That(
            Directory.EnumerateFiles(Repository.PathOf(Folder)).Select(Path.GetFileName),
            Is.EquivalentTo(Pages.Keys)
        );
}
