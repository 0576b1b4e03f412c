using Infra.Protocol.Values;

namespace Infra.Protocol.Tests.Values;

[TestFixture]
internal sealed class PropertyMapTests
{
    [Test]
    public void Names_are_ordered_by_their_code_units() =>
        Assert.That(
            PropertyMap.Of(("b", 1), ("a", 2), ("B", 3)).Keys,
            Is.EqualTo(new[] { "B", "a", "b" })
        );

    [Test]
    public void The_last_value_of_a_name_wins() =>
        Assert.That(PropertyMap.Of(("a", 1), ("a", 2))["a"], Is.EqualTo((PropertyValue)2));

    [Test]
    public void Maps_are_equal_by_content_at_every_depth()
    {
        var left = PropertyMap.Of(("a", PropertyValue.List(PropertyMap.Of(("x", 1)))), ("b", "t"));
        var right = PropertyMap.Of(("b", "t"), ("a", PropertyValue.List(PropertyMap.Of(("x", 1)))));
        Assert.That(left, Is.EqualTo(right));
        Assert.That(left.GetHashCode(), Is.EqualTo(right.GetHashCode()));
    }

    [Test]
    public void Properties_that_hold_unknowns_can_be_left_out()
    {
        var map = PropertyMap.Of(
            ("known", 1),
            ("unknown", PropertyValue.Computed.Instance),
            ("deep", PropertyValue.List(new PropertyValue.Secret(PropertyValue.Computed.Instance))),
            (
                "reference",
                new PropertyValue.ResourceReference("u", PropertyValue.Computed.Instance, "")
            )
        );
        Assert.That(map.ContainsUnknowns, Is.True);
        Assert.That(map.WithoutUnknowns().Keys, Is.EqualTo(new[] { "known", "reference" }));
    }

    [Test]
    [CancelAfter(20_000)]
    public void Large_maps_take_no_more_than_their_share_of_time(
        CancellationToken cancellationToken
    )
    {
        // Quadratic work would need minutes for these.
        var map = PropertyMap.Create(
            Enumerable
                .Range(0, 200_000)
                .Select(i => KeyValuePair.Create($"key{i}", (PropertyValue)i))
        );
        var back = PropertyDecoder.Decode(PropertyEncoder.Encode(map, EncodeOptions.Everything));
        Assert.That(cancellationToken.IsCancellationRequested, Is.False);
        Assert.That(back, Is.EqualTo(map));
    }
}
