using FsCheck;
using FsCheck.Fluent;
using Infra.Protocol.Paths;
using Infra.Protocol.Values;

namespace Infra.Protocol.Tests.Paths;

[TestFixture]
internal sealed class PropertyPathTests
{
    private static readonly PropertyMap Root = PropertyMap.Of(
        ("a", PropertyMap.Of(("b", PropertyValue.List(PropertyMap.Of(("c d", 1)), 2)))),
        ("dotted.name", "dot"),
        ("secret", new PropertyValue.Secret(PropertyMap.Of(("in", "x")))),
        ("unknown", PropertyValue.Computed.Instance)
    );

    [TestCase("a", "a")]
    [TestCase("a.b[0][\"c d\"]", "a.b[0][\"c d\"]")]
    [TestCase("a[\"b\"].c", "a.b.c")]
    [TestCase("[\"x.y\"][3]", "[\"x.y\"][3]")]
    [TestCase("a[\"say \\\"hi\\\"\"]", "a[\"say \\\"hi\\\"\"]")]
    [TestCase("foo-bar.baz", "[\"foo-bar\"].baz")]
    [TestCase("a.[0]", "a[0]")]
    [TestCase("a[*].b", "a[\"*\"].b")]
    [TestCase("*", "[\"*\"]")]
    [TestCase("#initerror", "[\"#initerror\"]")]
    [TestCase("", "")]
    public void A_path_has_one_canonical_text(string text, string canonical) =>
        Assert.That(PropertyPath.Parse(text).ToString(), Is.EqualTo(canonical));

    [TestCase(".a")]
    [TestCase("a.")]
    [TestCase("a..b")]
    [TestCase("a[")]
    [TestCase("a[x]")]
    [TestCase("a[-1]")]
    [TestCase("a[99999999999]")]
    [TestCase("a[\"b")]
    [TestCase("a[\"b\"")]
    public void What_is_no_path_is_refused_with_the_text(string text)
    {
        Assert.That(PropertyPath.TryParse(text), Is.Null);
        Assert.That(
            () => PropertyPath.Parse(text),
            Throws.TypeOf<InfraException>().With.Message.Contains($"'{text}'")
        );
    }

    [Test]
    public void The_text_of_a_path_reads_back_the_same()
    {
        var names = Gen.Elements("a", "b_1", "c d", "x.y", "q\"t", "[0]", "*", "ü", "", "a\\b");
        var segments = Gen.OneOf(
            names.Select(n => (PathSegment)n),
            Gen.Choose(0, 20).Select(i => (PathSegment)i)
        );
        Prop.ForAll(
                segments.ListOf().ToArbitrary(),
                list =>
                    PropertyPath
                        .Parse(new PropertyPath(list).ToString())
                        .Equals(new PropertyPath(list))
            )
            .QuickCheckThrowOnFailure();
    }

    [Test]
    public void Any_text_is_a_path_or_is_refused() =>
        Prop.ForAll(
                Gen.Elements('a', '.', '[', ']', '"', '\\', '*', '0').ListOf().ToArbitrary(),
                chars =>
                    PropertyPath.TryParse(string.Concat(chars))
                        is null
                            or { Segments.IsDefault: false }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [TestCase("a.b[0][\"c d\"]", "1")]
    [TestCase("a.b[1]", "2")]
    [TestCase("[\"dotted.name\"]", "\"dot\"")]
    [TestCase("secret.in", "\"[secret]\"")]
    [TestCase("unknown.anything[3]", "\"[unknown]\"")]
    [TestCase("a.b[2]", null)]
    [TestCase("a[0]", null)]
    [TestCase("a.b.x", null)]
    [TestCase("missing", null)]
    public void A_path_finds_its_value(string path, string? json) =>
        Assert.That(PropertyPath.Parse(path).Get(Root)?.ToString(), Is.EqualTo(json));

    [TestCase("a.b[1]", """{"a":{"b":[{"x":0},9]}}""")]
    [TestCase("a.b[0].y", """{"a":{"b":[{"x":0,"y":9},2]}}""")]
    [TestCase("a.b[3]", """{"a":{"b":[{"x":0},2,null,9]}}""")]
    [TestCase("n.m[0].k", """{"a":{"b":[{"x":0},2]},"n":{"m":[{"k":9}]}}""")]
    [TestCase("a.b[*]", """{"a":{"b":[9,9]}}""")]
    [TestCase("*", """{"a":9}""")]
    public void Setting_makes_what_is_missing_on_the_way(string path, string json)
    {
        var root = PropertyMap.Of(
            ("a", PropertyMap.Of(("b", PropertyValue.List(PropertyMap.Of(("x", 0)), 2))))
        );
        Assert.That(PropertyPath.Parse(path).Set(root, 9).ToString(), Is.EqualTo(json));
    }

    [Test]
    public void Setting_inside_a_secret_keeps_it_secret()
    {
        var changed = PropertyPath.Parse("secret.in").Set(Root, "new");
        Assert.That(
            changed["secret"],
            Is.EqualTo(new PropertyValue.Secret(PropertyMap.Of(("in", "new"))))
        );
    }

    [TestCase("a.b.x")]
    [TestCase("[0]")]
    [TestCase("")]
    [TestCase("a.b[2000000000]")]
    public void Setting_where_nothing_fits_is_refused(string path) =>
        Assert.That(() => PropertyPath.Parse(path).Set(Root, 1), Throws.TypeOf<InfraException>());

    [TestCase("a", "a.b[0]", true)]
    [TestCase("a.b", "a", false)]
    [TestCase("a.*.c", "a[3].c.d", true)]
    [TestCase("*", "anything.at.all", true)]
    [TestCase("*", "", false)]
    [TestCase("a[0]", "a[1]", false)]
    [TestCase("a[\"0\"]", "a[0]", false)]
    [TestCase("", "a", true)]
    public void A_path_contains_what_lies_below_it(string outer, string inner, bool contains) =>
        Assert.That(
            PropertyPath.Parse(outer).Contains(PropertyPath.Parse(inner)),
            Is.EqualTo(contains)
        );
}
