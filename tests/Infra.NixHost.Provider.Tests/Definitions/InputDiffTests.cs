using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Definitions;

internal sealed class InputDiffTests
{
    private static readonly ResourceDefinition Definition = new(
        "Thing",
        "",
        [
            new("size", new PropertyType.Size(), ""),
            new("wait", new PropertyType.Duration(), ""),
            new("tags", new PropertyType.Map(new PropertyType.Text()), ""),
            new("items", new PropertyType.List(new PropertyType.Text()), ""),
        ],
        []
    );

    private static IEnumerable<string> Compare(PropertyMap olds, PropertyMap news) =>
        InputDiff.Compare(Definition, olds, news).Select(c => $"{c.Kind} {c.Path}");

    [Test]
    public void One_size_in_two_units_is_no_change() =>
        Assert.That(
            Compare(
                PropertyMap.Of(("size", "1GiB"), ("wait", "60")),
                PropertyMap.Of(("size", "1024 MiB"), ("wait", "1m"))
            ),
            Is.Empty
        );

    [Test]
    public void Changes_are_named_as_deep_as_they_are() =>
        Assert.That(
            Compare(
                PropertyMap.Of(
                    ("tags", PropertyMap.Of(("a", "1"), ("b", "2"))),
                    ("items", PropertyValue.List("x"))
                ),
                PropertyMap.Of(
                    ("tags", PropertyMap.Of(("a", "1"), ("b c", "3"))),
                    ("items", PropertyValue.List("y", "z"))
                )
            ),
            Is.EquivalentTo([
                "Delete tags.b",
                "Add tags[\"b c\"]",
                "Update items[0]",
                "Add items[1]",
            ])
        );

    [Test]
    public void An_unknown_value_is_a_change() =>
        Assert.That(
            Compare(
                PropertyMap.Of(("size", "1GiB")),
                PropertyMap.Of(("size", PropertyValue.Computed.Instance))
            ),
            Is.EqualTo(["Update size"])
        );

    [Test]
    public void Secrets_compare_by_what_is_in_them() =>
        Assert.That(
            Compare(
                PropertyMap.Of(("size", new PropertyValue.Secret("1G"))),
                PropertyMap.Of(("size", "1G"))
            ),
            Is.Empty
        );
}
