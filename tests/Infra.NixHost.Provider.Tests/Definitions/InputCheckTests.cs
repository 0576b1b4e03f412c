using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Definitions;

internal sealed class InputCheckTests
{
    private static readonly ImmutableArray<PropertyDefinition> Definitions =
    [
        new("name", new PropertyType.Text(), "The name.") { IsRequired = true },
        new("size", new PropertyType.Size(), "The size."),
        new("count", new PropertyType.Integer(), "The count.") { Default = 1 },
        new("open", new PropertyType.Text(), "For all to read.") { SecretLeaksInto = "the store" },
        new("items", new PropertyType.List(new PropertyType.Text()), "Items."),
        new("files", new PropertyType.Map(new PropertyType.Text()), "Contents of files."),
    ];

    private CheckFailures _failures = null!;

    [SetUp]
    public void Forget() => _failures = new();

    private PropertyMap Check(params (string, PropertyValue)[] inputs) =>
        new InputCheck(_failures).Check(Definitions, PropertyMap.Of(inputs));

    [Test]
    public void Defaults_are_filled_in() =>
        Assert.That(Check(("name", "a"))["count"], Is.EqualTo((PropertyValue)1));

    [Test]
    public void A_missing_required_property_is_named_with_what_it_is_for()
    {
        Check();

        Assert.That(
            _failures.Found.Single(),
            Is.EqualTo(("name", "is required and has no value; set it: The name."))
        );
    }

    [Test]
    public void An_unknown_property_gets_the_nearest_name()
    {
        Check(("name", "a"), ("Siez", "1G"));

        Assert.That(
            _failures.Found.Single(),
            Is.EqualTo(("Siez", "there is no property 'Siez' here; did you mean 'size'?"))
        );
    }

    [Test]
    public void A_size_of_bananas_is_refused_with_what_a_size_is()
    {
        Check(("name", "a"), ("size", "5 bananas"));

        var (path, reason) = _failures.Found.Single();
        Assert.That(path, Is.EqualTo("size"));
        Assert.That(
            reason,
            Does.StartWith("\"5 bananas\" is not a valid size; give a number of bytes")
                .And.Contains("20GiB")
        );
    }

    [Test]
    public void An_unknown_value_is_not_judged()
    {
        var inputs = Check(
            ("name", PropertyValue.Computed.Instance),
            ("size", PropertyValue.Computed.Instance)
        );

        Assert.That(_failures.AreNone);
        Assert.That(inputs["size"], Is.EqualTo(PropertyValue.Computed.Instance));
    }

    [Test]
    public void A_secret_stays_one()
    {
        var inputs = Check(("name", new PropertyValue.Secret("a")));

        Assert.That(inputs["name"], Is.EqualTo(new PropertyValue.Secret("a")));
    }

    [Test]
    public void A_secret_is_refused_where_it_could_be_read()
    {
        Check(("name", "a"), ("open", new PropertyValue.Secret("hush")));

        var (path, reason) = _failures.Found.Single();
        Assert.That(path, Is.EqualTo("open"));
        Assert.That(reason, Does.Contain("the store").And.Not.Contain("hush"));
    }

    [Test]
    public void An_item_of_the_wrong_type_is_named_by_its_path()
    {
        Check(("name", "a"), ("items", PropertyValue.List("x", true)));

        Assert.That(
            _failures.Found.Single(),
            Is.EqualTo(("items[1]", "true is not a text; give a text"))
        );
    }

    [TestCase('\u001b', "U+001B")]
    [TestCase('\u0008', "U+0008")]
    [TestCase('\uffff', "U+FFFF")]
    public void A_character_that_no_definition_can_have_is_named_wherever_it_is(
        char character,
        string named
    )
    {
        var text = (PropertyValue)$"a{character}";

        Check(("name", text), ("items", PropertyValue.List([text])));

        Assert.That(_failures.Found.Select(f => f.Path), Is.EqualTo(["name", "items[0]"]));
        Assert.That(_failures.Found.Select(f => f.Reason), Is.All.Contain($"character {named}"));
    }

    [Test]
    public void Tabs_lines_and_pictures_are_texts()
    {
        Check(("name", "a\tb\r\n\U0001F339"));

        Assert.That(_failures.AreNone);
    }

    [Test]
    public void The_content_of_a_file_may_have_any_character_but_nul()
    {
        var files = PropertyMap.Of(("bell", "\a\u001b[0m"), ("nul", "\0"));

        Check(("name", "a"), ("files", new PropertyValue.Object(files)));

        Assert.That(_failures.Found.Single().Path, Is.EqualTo("files.nul"));
    }
}
