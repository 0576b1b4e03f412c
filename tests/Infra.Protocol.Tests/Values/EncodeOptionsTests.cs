using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Values;

namespace Infra.Protocol.Tests.Values;

[TestFixture]
internal sealed class EncodeOptionsTests
{
    private const string Urn = "urn:pulumi:dev::shop::pkg:index:Thing::a";
    private const string Sentinel = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    private const string SignatureKey = "4dabf18193072939515e22adb298388d";

    private static readonly PropertyValue.Secret Secret = new("s3cret");
    private static readonly PropertyValue.Computed Unknown = PropertyValue.Computed.Instance;

    private static IEnumerable<TestCaseData> Lowered()
    {
        var none = new EncodeOptions();
        var unknowns = none with { KeepUnknowns = true };
        var secrets = unknowns with { KeepSecrets = true };
        yield return Case("a secret's content", Secret, none, "\"s3cret\"");
        yield return Case(
            "an unknown secret",
            new PropertyValue.Secret(Unknown),
            unknowns,
            $"\"{Sentinel}\""
        );
        yield return Case("a custom resource's id", Reference("id-1"), none, "\"id-1\"");
        yield return Case("a component's urn", Reference(null), none, $"\"{Urn}\"");
        yield return Case("an unknown id", Reference(Unknown), unknowns, $"\"{Sentinel}\"");
        yield return Case("an output", new PropertyValue.Output(1, false, [Urn]), none, "1");
        yield return Case(
            "an unknown output",
            new PropertyValue.Output(null, false, []),
            unknowns,
            $"\"{Sentinel}\""
        );
        yield return Case(
            "a secret output, kept secret",
            new PropertyValue.Output("x", true, []),
            secrets,
            Marked("1b47061264138c4ac30d75fd1eb44270", "\"value\": \"x\"")
        );
        yield return Case(
            "a secret output, not kept",
            new PropertyValue.Output("x", true, []),
            none,
            "\"x\""
        );
        yield return Case(
            "an asset's hash",
            new PropertyValue.Asset("text", null, null, "0a"),
            none with
            {
                ElideAssetContents = true,
            },
            Marked("c44067f5952c0a294b673a41bacd8c17", "\"hash\": \"0a\"")
        );
        yield return Case(
            "an archive's hash",
            new PropertyValue.Archive(null, "/tree", null, "0b"),
            none with
            {
                ElideAssetContents = true,
            },
            Marked("0def7320c3a5731c473e5ecbe6d01bc7", "\"hash\": \"0b\"")
        );
        yield return Case(
            "an object without nulls",
            PropertyMap.Of(("a", PropertyValue.Null.Instance), ("b", 1)),
            none with
            {
                SkipNulls = true,
            },
            "{ \"b\": 1 }"
        );
        yield return Case(
            "an object with nulls",
            PropertyMap.Of(("a", PropertyValue.Null.Instance)),
            none,
            "{ \"a\": null }"
        );
        yield return Case(
            "nulls in lists",
            PropertyValue.List(PropertyValue.Null.Instance),
            none with
            {
                SkipNulls = true,
            },
            "[ null ]"
        );
        yield return Case(
            "a secret null",
            PropertyMap.Of(("a", new PropertyValue.Secret(PropertyValue.Null.Instance))),
            secrets with
            {
                SkipNulls = true,
            },
            $$"""{ "a": {{Marked("1b47061264138c4ac30d75fd1eb44270", "\"value\": null")}} }"""
        );
    }

    private static IEnumerable<TestCaseData> Kept()
    {
        var all = EncodeOptions.Everything;
        yield return Case(
            "a secret",
            Secret,
            all,
            Marked("1b47061264138c4ac30d75fd1eb44270", "\"value\": \"s3cret\"")
        );
        yield return Case(
            "a reference",
            Reference("id-1"),
            all,
            Marked(
                "5cf8f73096256a8f31e491e813e4eb8e",
                $"\"urn\": \"{Urn}\", \"id\": \"id-1\", \"packageVersion\": \"1.2.3\""
            )
        );
        yield return Case(
            "a reference to a component",
            Reference(null),
            all,
            Marked(
                "5cf8f73096256a8f31e491e813e4eb8e",
                $"\"urn\": \"{Urn}\", \"packageVersion\": \"1.2.3\""
            )
        );
        yield return Case(
            "a reference with an unknown id",
            Reference(Unknown),
            all with
            {
                KeepUnknowns = false,
            },
            Marked(
                "5cf8f73096256a8f31e491e813e4eb8e",
                $"\"urn\": \"{Urn}\", \"id\": \"\", \"packageVersion\": \"1.2.3\""
            )
        );
        yield return Case(
            "an output",
            new PropertyValue.Output("x", true, [Urn]),
            all,
            Marked(
                "d0e6a833031e9bbcd3f4e8bde6ca49a4",
                $"\"value\": \"x\", \"secret\": true, \"dependencies\": [\"{Urn}\"]"
            )
        );
        yield return Case(
            "an unknown output",
            new PropertyValue.Output(null, false, []),
            all,
            $$"""{ "{{SignatureKey}}": "d0e6a833031e9bbcd3f4e8bde6ca49a4" }"""
        );
        yield return Case(
            "an asset of text",
            new PropertyValue.Asset("hi", null, null, null),
            all,
            Marked("c44067f5952c0a294b673a41bacd8c17", "\"text\": \"hi\"")
        );
        yield return Case(
            "an archive of assets",
            new PropertyValue.Archive(
                PropertyMap.Of(("a", new PropertyValue.Asset(null, "f", null, null))),
                null,
                null,
                "0c"
            ),
            all,
            Marked(
                "0def7320c3a5731c473e5ecbe6d01bc7",
                "\"assets\": { \"a\": "
                    + Marked("c44067f5952c0a294b673a41bacd8c17", "\"path\": \"f\"")
                    + " }, \"hash\": \"0c\""
            )
        );
    }

    [TestCaseSource(nameof(Lowered))]
    [TestCaseSource(nameof(Kept))]
    public void The_wire_shows(PropertyValue value, EncodeOptions options, string json) =>
        Assert.That(
            PropertyEncoder.Encode(value, options),
            Is.EqualTo(Value.Parser.ParseJson(json))
        );

    [Test]
    public void An_unknown_in_an_update_is_refused_with_its_path()
    {
        var map = PropertyMap.Of(
            ("disks", PropertyValue.List(PropertyMap.Of(("the size", Unknown))))
        );
        Assert.That(
            () => PropertyEncoder.Encode(map, EncodeOptions.Provider with { KeepUnknowns = false }),
            Throws.TypeOf<InfraException>().With.Message.Contains("disks[0][\"the size\"]")
        );
    }

    [Test]
    public void What_a_program_sends_has_no_nulls_and_no_output_values()
    {
        var map = PropertyMap.Of(
            ("gone", PropertyValue.Null.Instance),
            ("out", new PropertyValue.Output("x", true, [Urn]))
        );
        Assert.That(
            PropertyDecoder.Decode(PropertyEncoder.Encode(map, EncodeOptions.FromProgram)),
            Is.EqualTo(PropertyMap.Of(("out", new PropertyValue.Secret("x"))))
        );
    }

    [Test]
    public void Values_nested_beyond_the_limit_are_refused()
    {
        PropertyValue value = 1;
        for (var i = 0; i < 100_000; i++)
        {
            value = new PropertyValue.Secret(value);
        }

        Assert.That(
            () => PropertyEncoder.Encode(PropertyMap.Of(("deep", value)), EncodeOptions.Everything),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains("'deep'")
                .And.Message.Contains("256")
        );
    }

    private static PropertyValue.ResourceReference Reference(PropertyValue? id) =>
        new(Urn, id, "1.2.3");

    private static string Marked(string signature, string fields) =>
        $$"""{ "{{SignatureKey}}": "{{signature}}", {{fields}} }""";

    private static TestCaseData Case(
        string name,
        PropertyValue value,
        EncodeOptions options,
        string json
    ) => new TestCaseData(value, options, json).SetArgDisplayNames(name);
}
