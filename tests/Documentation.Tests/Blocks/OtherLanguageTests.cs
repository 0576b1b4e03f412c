using System.Text.RegularExpressions;
using Documentation.Tests.Pages;

namespace Documentation.Tests.Blocks;

/// <summary>
/// The blocks in the languages whose SDKs are generated from the schema: each resource and each input that they name is in it. Whether the
/// text can be parsed is the matter of <see cref="ParsedBlockTests"/>.
/// </summary>
internal sealed partial class OtherLanguageTests
{
    /// <summary>The languages of fences. A block in another one would be checked by nobody.</summary>
    private static readonly string[] Known =
    [
        "",
        "csharp",
        "typescript",
        "js",
        "python",
        "go",
        "yaml",
        "nix",
        "sh",
        "json",
        "xml",
        "hcl",
        "text",
        "mermaid",
    ];

    private static IEnumerable<Block> TypeScript =>
        Repository.Blocks.Where(b => b.Language is "typescript" or "js");

    private static IEnumerable<Block> Python =>
        Repository.Blocks.Where(b => b.Language == "python");

    private static IEnumerable<Block> Go => Repository.Blocks.Where(b => b.Language == "go");

    [Test]
    public void Every_block_has_a_language_that_is_checked() =>
        Assert.That(
            Repository
                .Blocks.Where(b => !Known.Contains(b.Language, StringComparer.Ordinal))
                .Select(b => $"{b}: {b.Language}"),
            Is.Empty
        );

    [TestCaseSource(nameof(TypeScript))]
    public void TypeScript_names_what_the_schema_has(object block) =>
        Check(((Block)block).Text, NewInTypeScript(), KeysInTypeScript(), name => name);

    [TestCaseSource(nameof(Python))]
    public void Python_names_what_the_schema_has(object block) =>
        Check(((Block)block).Text, NewInPython(), KeysInPython(), Camel);

    [TestCaseSource(nameof(Go))]
    public void Go_names_what_the_schema_has(object block) =>
        Check(
            ((Block)block).Text,
            NewInGo(),
            KeysInGo(),
            name => char.ToLowerInvariant(name[0]) + name[1..]
        );

    [Test]
    public void A_name_that_the_schema_has_not_is_found() =>
        Assert.That(
            Wrong(
                "new nixhost.NixGest(\"web\", {\n    memmory: \"2GiB\",\n});",
                NewInTypeScript(),
                KeysInTypeScript(),
                name => name
            ),
            Is.EqualTo(["NixGest", "memmory"])
        );

    private static void Check(string text, Regex types, Regex keys, Func<string, string> name) =>
        Assert.That(Wrong(text, types, keys, name), Is.Empty);

    private static IEnumerable<string> Wrong(
        string text,
        Regex types,
        Regex keys,
        Func<string, string> name
    ) =>
        types
            .Matches(text)
            .Select(m => m.Groups["name"].Value)
            .Where(t => !SchemaNames.Inputs.ContainsKey(t) && t != "Provider")
            .Concat(
                keys.Matches(text)
                    .Select(m => m.Groups["name"].Value)
                    .Where(k => !SchemaNames.AllInputs.Contains(name(k)))
            );

    private static string Camel(string snake) =>
        Underscore().Replace(snake, m => m.Groups["letter"].Value.ToUpperInvariant());

    [GeneratedRegex(
        @"new nixhost\.(?<name>\w+)\(",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex NewInTypeScript();

    [GeneratedRegex(
        @"(?m)(?<=^\s+|\{ |, )(?<name>\w+): ",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex KeysInTypeScript();

    [GeneratedRegex(
        @"nixhost\.(?<name>[A-Z]\w*?)(Args)?\(",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex NewInPython();

    [GeneratedRegex(
        @"(?m)(?<=^\s+|\(|, )(?<name>[a-z_]+)=(?!=)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex KeysInPython();

    [GeneratedRegex(
        @"nixhost\.New(?<name>\w+)\(",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex NewInGo();

    [GeneratedRegex(
        @"(?m)(?<=^\s+|\{)(?<name>[A-Z]\w*): ",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex KeysInGo();

    [GeneratedRegex(
        "_(?<letter>[a-z])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Underscore();
}
