using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Paths;
using Infra.Protocol.Values;

namespace Infra.Protocol.Tests.Paths;

/// <summary>What ignoreChanges does to new inputs.</summary>
[TestFixture]
internal sealed class PathResetTests
{
    [TestCase("a", """{"a":1}""", """{"a":2,"b":3}""", """{"a":1,"b":3}""")]
    [TestCase("a", """{}""", """{"a":2}""", """{}""")]
    [TestCase("a", """{"a":1}""", """{}""", """{"a":1}""")]
    [TestCase("a.b", """{"a":{"b":1}}""", """{"a":{"b":2,"c":3}}""", """{"a":{"b":1,"c":3}}""")]
    [TestCase("a.b", """{}""", """{"a":{"b":2}}""", """{"a":{}}""")]
    [TestCase("a.b", """{}""", """{"c":1}""", """{"c":1}""")]
    [TestCase("a.b", """{"a":1}""", """{"a":2}""", """{"a":2}""")]
    [TestCase("a[1]", """{"a":[1,2]}""", """{"a":[3,4]}""", """{"a":[3,2]}""")]
    [TestCase("a[5]", """{"a":[1]}""", """{"a":[3]}""", """{"a":[3]}""")]
    [TestCase(
        "a[*].n",
        """{"a":[{"n":1},{"n":2}]}""",
        """{"a":[{"n":3,"m":0},{}]}""",
        """{"a":[{"m":0,"n":1},{"n":2}]}"""
    )]
    [TestCase("a.*", """{"a":{"x":1}}""", """{"a":{"x":2,"y":3}}""", """{"a":{"x":1}}""")]
    [TestCase("*", """{"a":1}""", """{"b":2}""", """{"a":1}""")]
    public void The_old_value_takes_the_place_of_the_new(
        string path,
        string olds,
        string news,
        string expected
    ) =>
        Assert.That(
            PropertyPath.Parse(path).Reset(Map(olds), Map(news))?.ToString(),
            Is.EqualTo(expected)
        );

    [TestCase("a[1]", """{"a":[1,2]}""", """{"a":[3]}""")]
    [TestCase("a.b", """{"a":{"b":1}}""", """{"a":"text"}""")]
    [TestCase("a.b", """{"a":{"b":1}}""", """{}""")]
    [TestCase("a[0]", """{"a":{"b":1}}""", """{"a":[1]}""")]
    [TestCase("a[*]", """{"a":[1,2]}""", """{"a":[3]}""")]
    [TestCase("a[*].n", """{"a":[{"n":1}]}""", """{"a":[]}""")]
    [TestCase("", "{}", "{}")]
    public void Sides_that_differ_too_much_cannot_be_reset(string path, string olds, string news) =>
        Assert.That(PropertyPath.Parse(path).Reset(Map(olds), Map(news)), Is.Null);

    [Test]
    public void A_secret_of_the_old_side_stays_one()
    {
        var olds = PropertyMap.Of(("a", new PropertyValue.Secret(PropertyMap.Of(("b", "x")))));
        var news = PropertyMap.Of(("a", PropertyMap.Of(("b", "y"), ("c", 1))));
        Assert.That(
            PropertyPath.Parse("a.b").Reset(olds, news),
            Is.EqualTo(
                PropertyMap.Of(
                    ("a", PropertyMap.Of(("b", new PropertyValue.Secret("x")), ("c", 1)))
                )
            )
        );
    }

    [Test]
    public void A_secret_around_the_new_side_covers_the_old_value()
    {
        var olds = PropertyMap.Of(("a", new PropertyValue.Secret(PropertyMap.Of(("b", "x")))));
        var news = PropertyMap.Of(("a", new PropertyValue.Secret(PropertyMap.Of(("b", "y")))));
        Assert.That(PropertyPath.Parse("a.b").Reset(olds, news), Is.EqualTo(olds));
    }

    private static PropertyMap Map(string json) =>
        PropertyDecoder.Decode(Struct.Parser.ParseJson(json));
}
