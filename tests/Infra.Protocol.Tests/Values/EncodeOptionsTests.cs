using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Values;

namespace Infra.Protocol.Tests.Values;

[TestFixture]
internal sealed class EncodeOptionsTests
{
    private const string Urn = "urn:pulumi:dev::shop::pkg:index:Thing::a";
    private const string Sentinel = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    private const string SignatureKey = "4dabf18193072939515e22adb298388d";

    private const string SentinelText = $"\"{Sentinel}\"";
    private const string SecretMark = "1b47061264138c4ac30d75fd1eb44270";
    private const string AssetMark = "c44067f5952c0a294b673a41bacd8c17";
    private const string ArchiveMark = "0def7320c3a5731c473e5ecbe6d01bc7";
    private const string ReferenceMark = "5cf8f73096256a8f31e491e813e4eb8e";
    private const string OutputMark = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

    private static readonly EncodeOptions All = EncodeOptions.Everything;
    private static readonly EncodeOptions None = new();
    private static readonly EncodeOptions Unknowns = new() { KeepUnknowns = true };
    private static readonly PropertyValue.Secret Secret = new("s3cret");
    private static readonly PropertyValue.Computed Unknown = PropertyValue.Computed.Instance;

    private static IEnumerable<TestCaseData> Secrets()
    {
        yield return Case("a secret", Secret, All, Marked(SecretMark, "\"value\": \"s3cret\""));
        yield return Case("a secret's content", Secret, None, "\"s3cret\"");
        yield return Case(
            "an unknown secret",
            new PropertyValue.Secret(Unknown),
            Unknowns,
            SentinelText
        );
    }

    private static IEnumerable<TestCaseData> References()
    {
        var update = All with { KeepUnknowns = false };
        yield return Case("a reference", Reference("i"), All, ReferenceText("\"id\": \"i\", "));
        yield return Case("a component's", Reference(null), All, ReferenceText(""));
        yield return Case(
            "one of unknown id",
            Reference(Unknown),
            update,
            ReferenceText("\"id\": \"\", ")
        );
        yield return Case("a custom resource's id", Reference("id-1"), None, "\"id-1\"");
        yield return Case("a component's urn", Reference(null), None, $"\"{Urn}\"");
        yield return Case("an unknown id", Reference(Unknown), Unknowns, SentinelText);
    }

    private static IEnumerable<TestCaseData> Outputs()
    {
        var secrets = Unknowns with { KeepSecrets = true };
        var secret = new PropertyValue.Output("x", true, [Urn]);
        var unknown = new PropertyValue.Output(null, false, []);
        var whole = $"\"value\": \"x\", \"secret\": true, \"dependencies\": [\"{Urn}\"]";
        yield return Case("an output", secret, All, Marked(OutputMark, whole));
        yield return Case(
            "an unknown one",
            unknown,
            All,
            $$"""{ "{{SignatureKey}}": "{{OutputMark}}" }"""
        );
        yield return Case("its value", new PropertyValue.Output(1, false, [Urn]), None, "1");
        yield return Case("its lack of a value", unknown, Unknowns, SentinelText);
        yield return Case("its secret", secret, secrets, Marked(SecretMark, "\"value\": \"x\""));
        yield return Case("its secret's content", secret, None, "\"x\"");
    }

    private static IEnumerable<TestCaseData> Assets()
    {
        var elided = None with { ElideAssetContents = true };
        var text = new PropertyValue.Asset("hi", null, null, "0a");
        var file = new PropertyValue.Asset(null, "f", null, null);
        var tree = new PropertyValue.Archive(PropertyMap.Of(("a", file)), null, null, "0b");
        var members = "\"assets\": { \"a\": " + Marked(AssetMark, "\"path\": \"f\"") + " }";
        yield return Case(
            "an asset",
            text,
            All,
            Marked(AssetMark, "\"text\": \"hi\", \"hash\": \"0a\"")
        );
        yield return Case("its hash", text, elided, Marked(AssetMark, "\"hash\": \"0a\""));
        yield return Case(
            "an archive",
            tree,
            All,
            Marked(ArchiveMark, members + ", \"hash\": \"0b\"")
        );
        yield return Case(
            "the archive's hash",
            tree,
            elided,
            Marked(ArchiveMark, "\"hash\": \"0b\"")
        );
    }

    private static IEnumerable<TestCaseData> Nulls()
    {
        var skip = All with { SkipNulls = true };
        PropertyValue nothing = PropertyValue.Null.Instance;
        var secret = PropertyMap.Of(("a", new PropertyValue.Secret(nothing)));
        var marked = Marked(SecretMark, "\"value\": null");
        yield return Case(
            "a null property",
            PropertyMap.Of(("a", nothing)),
            None,
            "{ \"a\": null }"
        );
        yield return Case(
            "no null",
            PropertyMap.Of(("a", nothing), ("b", 1)),
            skip,
            "{ \"b\": 1 }"
        );
        yield return Case("nulls in lists", PropertyValue.List(nothing), skip, "[ null ]");
        yield return Case("a secret null", secret, skip, $$"""{ "a": {{marked}} }""");
        yield return Case(
            "no null that was secret",
            secret,
            skip with
            {
                KeepSecrets = false,
            },
            "{}"
        );
    }

    [TestCaseSource(nameof(Secrets))]
    [TestCaseSource(nameof(References))]
    [TestCaseSource(nameof(Outputs))]
    [TestCaseSource(nameof(Assets))]
    [TestCaseSource(nameof(Nulls))]
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

    private static string ReferenceText(string id) =>
        Marked(
            ReferenceMark,
            $"\"urn\": \"{Urn}\", \"name\": \"a\", \"type\": \"pkg:index:Thing\", {id}\"packageVersion\": \"1.2.3\""
        );

    private static string Marked(string signature, string fields) =>
        $$"""{ "{{SignatureKey}}": "{{signature}}", {{fields}} }""";

    private static TestCaseData Case(
        string name,
        PropertyValue value,
        EncodeOptions options,
        string json
    ) => new TestCaseData(value, options, json).SetArgDisplayNames(name);
}
