using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Infra.Protocol.Values;

namespace Infra.Protocol.Tests.Values;

[TestFixture]
internal sealed class SecretsStayHidden
{
    private const string Word = "correct-horse-battery";

    private static readonly PropertyValue[] Holders =
    [
        new PropertyValue.Secret(Word),
        new PropertyValue.Output(Word, true, []),
        PropertyValue.List("a", new PropertyValue.Secret(PropertyMap.Of(("in", Word)))),
        PropertyMap.Of(
            ("p", new PropertyValue.Secret(new PropertyValue.Asset(Word, null, null, null)))
        ),
        new PropertyValue.Secret(new PropertyValue.Secret(Word)),
        new PropertyValue.Output(new PropertyValue.Secret(Word), false, []),
    ];

    [TestCaseSource(nameof(Holders))]
    public void No_text_of_a_value_shows_what_is_secret_in_it(PropertyValue value)
    {
        var map = PropertyMap.Of(("outer", value));
        Assert.That(
            $"{value} {map} {new Record(value, map, [value])}",
            Does.Not.Contain(Word).And.Contains(PropertyJson.HiddenSecret)
        );
    }

    [TestCaseSource(nameof(Holders))]
    public void Secrets_show_on_demand(PropertyValue value) =>
        Assert.That(PropertyJson.Render(value, showSecrets: true), Does.Contain(Word));

    [TestCaseSource(nameof(Holders))]
    public void Secrets_are_noticed_at_every_depth(PropertyValue value)
    {
        Assert.That(value.ContainsSecrets, Is.True);
        Assert.That(value.Unwrap().ContainsSecrets, Is.False);
    }

    [Test]
    public void Errors_about_a_secret_name_its_place_only()
    {
        var map = PropertyMap.Of(
            (
                "p",
                new PropertyValue.Secret(PropertyValue.List(Word, PropertyValue.Computed.Instance))
            )
        );
        Assert.That(
            () => PropertyEncoder.Encode(map, new EncodeOptions()),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains("p[1]")
                .And.Message.Not.Contains(Word)
        );
    }

    [Test]
    public void Every_value_has_a_text() =>
        Prop.ForAll(PropertyValues.Any, value => value.ToString().Length > 0)
            .QuickCheckThrowOnFailure();

    [Test]
    public void Values_show_as_json_on_one_line() =>
        Assert.That(
            PropertyMap
                .Of(
                    ("asset", new PropertyValue.Asset(null, "a.txt", null, "00")),
                    ("list", PropertyValue.List(1, true, PropertyValue.Null.Instance)),
                    ("nan", double.NaN),
                    ("text", "say \"☃\""),
                    ("unknown", PropertyValue.Computed.Instance)
                )
                .ToString(),
            Is.EqualTo(
                """{"asset":{"asset":"a.txt"},"list":[1,true,null],"nan":"NaN","text":"say \"☃\"","unknown":"[unknown]"}"""
            )
        );

    [Test]
    public void A_text_of_a_value_that_is_too_deep_ends_early()
    {
        PropertyValue value = 1;
        for (var i = 0; i < 2_000; i++)
        {
            value = PropertyValue.List(value);
        }

        Assert.That(value.ToString(), Does.Contain("…"));
    }

    private sealed record Record(
        PropertyValue Value,
        PropertyMap Map,
        ImmutableArray<PropertyValue> All
    );
}
