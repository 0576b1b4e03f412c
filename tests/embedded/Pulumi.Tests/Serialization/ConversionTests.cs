using System.Collections.Immutable;
using System.Text.Json;
using Infra.Protocol.Values;
using Pulumi.Serialization;
using Pulumi.Tests.Resources;

namespace Pulumi.Tests.Serialization;

internal sealed class ConversionTests
{
    private readonly List<string> _warnings = [];

    [SetUp]
    public void Forget() => _warnings.Clear();

    [Test]
    public void Numbers_become_what_the_program_declares()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Convert<int>(3.9), Is.EqualTo(3));
            Assert.That(Convert<int?>(3.0), Is.EqualTo(3));
            Assert.That(Convert<double>(1.5), Is.EqualTo(1.5));
            Assert.That(Convert<DayOfWeek>(2.0), Is.EqualTo(DayOfWeek.Tuesday));
            Assert.That(Convert<object>(1.5), Is.EqualTo(1.5));
        });
    }

    [Test]
    public void Structures_become_output_types_maps_lists_and_unions()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Convert<LookupResult>(PropertyMap.Of(("key", "k"))).Key, Is.EqualTo("k"));
            Assert.That(
                Convert<ImmutableArray<int>>(PropertyValue.List(1.0, 2.0)),
                Is.EqualTo([1, 2])
            );
            Assert.That(
                Convert<ImmutableDictionary<string, string>>(PropertyMap.Of(("a", "b")))["a"],
                Is.EqualTo("b")
            );
            Assert.That(Convert<Union<string, int>>(3.0).AsT1, Is.EqualTo(3));
            Assert.That(Convert<Union<string, int>>("x").AsT0, Is.EqualTo("x"));
            Assert.That(
                Convert<JsonElement>(PropertyMap.Of(("a", true))).GetProperty("a").GetBoolean()
            );
            Assert.That(Convert<Color>("red"), Is.EqualTo(Color.Red));
        });
    }

    [Test]
    public void A_value_of_another_type_is_a_warning_and_the_types_default()
    {
        var value = Convert<int>("many");

        Assert.That(value, Is.Zero);
        Assert.That(
            _warnings.Single(),
            Does.StartWith("it is a string, but the program expects Int32")
        );
    }

    [Test]
    public void A_secret_deep_inside_makes_the_whole_secret()
    {
        var state = State<ImmutableArray<string>>(
            PropertyValue.List("a", new PropertyValue.Secret("b"))
        );

        Assert.That(state.IsSecret, Is.True);
        Assert.That((ImmutableArray<string>)state.Value!, Is.EqualTo(["a", "b"]));
    }

    [Test]
    public void An_unknown_deep_inside_makes_the_whole_unknown()
    {
        var state = State<object>(PropertyMap.Of(("a", PropertyValue.Computed.Instance)));

        Assert.That(state.IsKnown, Is.False);
        Assert.That(state.Value, Is.Null);
    }

    [Test]
    public void Names_of_the_engines_own_are_left_out()
    {
        var map = Convert<ImmutableDictionary<string, object>>(
            PropertyMap.Of(("__defaults", "x"), ("a", "b"))
        );

        Assert.That(map.Keys, Is.EqualTo(["a"]));
    }

    [Test]
    public async Task Enumerations_and_output_types_go_back_as_they_came()
    {
        var serializer = new Serializer(new(KeepResources: true));

        Assert.That(
            await serializer.SerializeAsync("x", Color.Red),
            Is.EqualTo((PropertyValue)"red")
        );
        Assert.That(
            await serializer.SerializeAsync("x", DayOfWeek.Tuesday),
            Is.EqualTo((PropertyValue)2)
        );
        Assert.That(
            await serializer.SerializeAsync(
                "x",
                Convert<LookupResult>(PropertyMap.Of(("key", "k")))
            ),
            Is.EqualTo((PropertyValue)PropertyMap.Of(("key", "k")))
        );
    }

    [Test]
    public async Task An_immutable_array_nobody_made_is_nothing()
    {
        var value = await new Serializer(new(true)).SerializeAsync(
            "x",
            default(ImmutableArray<int>)
        );

        Assert.That(value, Is.InstanceOf<PropertyValue.Null>());
    }

    private T Convert<T>(PropertyValue value) => (T)State<T>(value).Value!;

    private OutputState<object?> State<T>(PropertyValue value) =>
        ValueConverter.Convert("it", value, typeof(T), _warnings.Add);

    [EnumType]
    private readonly record struct Color
    {
        private readonly string _value;

        private Color(string value) => _value = value;

        public static Color Red { get; } = new("red");

        public static explicit operator string(Color color) => color._value;
    }
}
