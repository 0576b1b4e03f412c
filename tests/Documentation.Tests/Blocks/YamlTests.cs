using Documentation.Tests.Pages;
using YamlDotNet.RepresentationModel;

namespace Documentation.Tests.Blocks;

/// <summary>The blocks in YAML: programs, projects and files of CI systems.</summary>
internal sealed class YamlTests
{
    private const string Prefix = "nixhost:";

    private static IEnumerable<Block> Blocks => Repository.Blocks.Where(b => b.Language == "yaml");

    [TestCaseSource(nameof(Blocks))]
    public void A_block_can_be_parsed_and_names_what_the_schema_has(object block) =>
        Assert.That(Wrong(((Block)block).Text), Is.Empty);

    [Test]
    public void A_name_that_the_schema_has_not_is_found() =>
        Assert.That(
            Wrong(
                "resources:\n  web:\n    type: nixhost:NixGuest\n    properties:\n      memmory: 2GiB\n"
            ),
            Is.EqualTo(["web.memmory"])
        );

    private static IEnumerable<string> Wrong(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return yaml.Documents.Select(d => d.RootNode).OfType<YamlMappingNode>().SelectMany(WrongIn);
    }

    private static IEnumerable<string> WrongIn(YamlMappingNode program) =>
        from resource in Children(program, "resources")
        let type = Text(resource.Value, "type")
        where type.StartsWith(Prefix, StringComparison.Ordinal)
        let inputs = SchemaNames.Inputs.GetValueOrDefault(type[Prefix.Length..])
        from property in Children(resource.Value, "properties")
        where inputs?.Contains(property.Key) != true
        select $"{resource.Key}.{property.Key}";

    private static IEnumerable<KeyValuePair<string, YamlNode>> Children(
        YamlNode node,
        string name
    ) =>
        node is YamlMappingNode mapping
        && mapping.Children.TryGetValue(name, out var child)
        && child is YamlMappingNode children
            ? children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, c.Value))
            : [];

    private static string Text(YamlNode node, string name) =>
        node is YamlMappingNode mapping
        && mapping.Children.TryGetValue(name, out var child)
        && child is YamlScalarNode scalar
            ? scalar.Value ?? ""
            : "";
}
