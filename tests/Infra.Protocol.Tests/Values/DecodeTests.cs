using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Values;

namespace Infra.Protocol.Tests.Values;

[TestFixture]
internal sealed class DecodeTests
{
    private const string SignatureKey = "4dabf18193072939515e22adb298388d";
    private const string SecretMark = "1b47061264138c4ac30d75fd1eb44270";
    private const string AssetMark = "c44067f5952c0a294b673a41bacd8c17";
    private const string ArchiveMark = "0def7320c3a5731c473e5ecbe6d01bc7";
    private const string ReferenceMark = "5cf8f73096256a8f31e491e813e4eb8e";
    private const string OutputMark = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    private const string BytesMark = "803fd3297a5875dc03ca845dda5d2a98";
    private const string NumberMark = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c";

    private static PropertyValue Unknown => PropertyValue.Computed.Instance;

    private static IEnumerable<TestCaseData> ToleratedAssets()
    {
        PropertyValue path = new PropertyValue.Asset(null, "a.txt", null, null);
        yield return Case(
            "a flag beside an asset",
            Marked(AssetMark, "\"__pulumiAsset\": true, \"path\": \"a.txt\""),
            path
        );
        yield return Case(
            "a null hash",
            Marked(AssetMark, "\"path\": \"a.txt\", \"hash\": null"),
            path
        );
        yield return Case(
            "an empty text beside a path",
            Marked(AssetMark, "\"path\": \"a.txt\", \"text\": \"\""),
            path
        );
        yield return Case(
            "an empty text",
            Marked(AssetMark, "\"text\": \"\""),
            new PropertyValue.Asset("", null, null, null)
        );
        yield return Case(
            "a flag beside an archive",
            Marked(ArchiveMark, "\"__pulumiArchive\": true, \"path\": \"d\""),
            new PropertyValue.Archive(null, "d", null, null)
        );
        yield return Case(
            "an archive of nothing",
            $$"""{ "{{SignatureKey}}": "{{ArchiveMark}}" }""",
            new PropertyValue.Archive(PropertyMap.Empty, null, null, null)
        );
    }

    private static IEnumerable<TestCaseData> ToleratedOthers()
    {
        yield return Case(
            "an unknown id",
            Marked(
                ReferenceMark,
                "\"urn\": \"u\", \"id\": \"04da6b54-80e4-46f7-96ec-b56ff0331ba9\""
            ),
            new PropertyValue.ResourceReference("u", Unknown, "")
        );
        yield return Case(
            "an empty id",
            Marked(ReferenceMark, "\"urn\": \"u\", \"id\": \"\""),
            new PropertyValue.ResourceReference("u", Unknown, "")
        );
        yield return Case(
            "an output as id",
            Marked(
                ReferenceMark,
                "\"urn\": \"u\", \"id\": " + Marked(OutputMark, "\"value\": \"i\"")
            ),
            new PropertyValue.ResourceReference("u", "i", "")
        );
        yield return Case(
            "a name and a type beside a urn",
            Marked(ReferenceMark, "\"urn\": \"u\", \"name\": \"n\", \"type\": \"t\""),
            new PropertyValue.ResourceReference("u", null, "")
        );
        yield return Case(
            "a null in an output",
            Marked(OutputMark, "\"value\": null"),
            new PropertyValue.Output(PropertyValue.Null.Instance, false, [])
        );
        yield return Case("a byte string of text", Marked(BytesMark, "\"value\": \"aMOp\""), "hé");
        yield return Case(
            "no number",
            Marked(NumberMark, "\"value\": \"7ff0000000000000\""),
            double.PositiveInfinity
        );
    }

    private static IEnumerable<TestCaseData> Malformed()
    {
        yield return new TestCaseData(
            Marked("feedfacefeedfacefeedfacefeedface", "\"value\": 1"),
            "feedfacefeedfacefeedfacefeedface"
        );
        yield return new TestCaseData($$"""{ "{{SignatureKey}}": 1 }""", "signature");
        yield return new TestCaseData(
            Marked(SecretMark, "\"ciphertext\": \"v1:xyz\""),
            "'value' is missing"
        );
        yield return new TestCaseData(Marked(AssetMark, "\"path\": 1"), "'path'");
        yield return new TestCaseData(
            Marked(AssetMark, "\"path\": \"a\", \"uri\": \"b\""),
            "more than one source"
        );
        yield return new TestCaseData(Marked(ArchiveMark, "\"assets\": [1]"), "'assets'");
        yield return new TestCaseData(
            Marked(ArchiveMark, "\"assets\": { \"m\": \"text\" }"),
            "'m'"
        );
        yield return new TestCaseData(Marked(ReferenceMark, "\"id\": \"i\""), "'urn' is missing");
        yield return new TestCaseData(Marked(ReferenceMark, "\"urn\": \"u\", \"id\": 7"), "'id'");
        yield return new TestCaseData(
            Marked(OutputMark, "\"value\": 1, \"secret\": \"yes\""),
            "'secret'"
        );
        yield return new TestCaseData(
            Marked(OutputMark, "\"value\": 1, \"dependencies\": [1]"),
            "'dependencies'"
        );
        yield return new TestCaseData(Marked(BytesMark, "\"value\": \"%%\""), "base64");
        yield return new TestCaseData(Marked(BytesMark, "\"value\": \"/w==\""), "UTF-8");
        yield return new TestCaseData(Marked(NumberMark, "\"value\": \"7ff\""), "16 hexadecimal");
    }

    [TestCaseSource(nameof(ToleratedAssets))]
    [TestCaseSource(nameof(ToleratedOthers))]
    public void Other_senders_forms_are_understood(string json, PropertyValue expected) =>
        Assert.That(PropertyDecoder.Decode(Value.Parser.ParseJson(json)), Is.EqualTo(expected));

    [TestCaseSource(nameof(Malformed))]
    public void A_malformed_object_is_refused_with_its_path_and_the_reason(
        string json,
        string reason
    )
    {
        var properties = new Struct { Fields = { ["prop"] = Value.Parser.ParseJson(json) } };
        Assert.That(
            () => PropertyDecoder.Decode(properties),
            Throws
                .TypeOf<InfraException>()
                .With.Message.Contains("'prop'")
                .And.Message.Contains(reason)
        );
    }

    [TestCase("04da6b54-80e4-46f7-96ec-b56ff0331ba9")]
    [TestCase("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7")]
    [TestCase("3eeb2bf0-c639-47a8-9e75-3b44932eb421")]
    [TestCase("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2")]
    [TestCase("030794c1-ac77-496b-92df-f27374a8bd58")]
    [TestCase("e48ece36-62e2-4504-bad9-02848725956a")]
    [TestCase("dd056dcd-154b-4c76-9bd3-c8f88648b5ff")]
    public void Every_sentinel_means_unknown(string sentinel) =>
        Assert.That(PropertyDecoder.Decode(Value.ForString(sentinel)), Is.EqualTo(Unknown));

    [Test]
    public void No_struct_is_an_empty_map() =>
        Assert.That(PropertyDecoder.Decode((Struct?)null), Is.EqualTo(PropertyMap.Empty));

    [Test]
    public void A_value_of_no_kind_is_null() =>
        Assert.That(PropertyDecoder.Decode(new Value()), Is.EqualTo(PropertyValue.Null.Instance));

    [Test]
    public void Nulls_and_internal_keys_are_left_out_on_demand()
    {
        var wire = PropertyEncoder.Encode(
            PropertyMap.Of(
                ("a", PropertyMap.Of(("__x", 1), ("n", PropertyValue.Null.Instance), ("y", 2)))
            ),
            EncodeOptions.Everything
        );
        Assert.That(
            PropertyDecoder.Decode(
                wire,
                new DecodeOptions { SkipNulls = true, SkipInternalKeys = true }
            ),
            Is.EqualTo(PropertyMap.Of(("a", PropertyMap.Of(("y", 2)))))
        );
    }

    [TestCase("\"i-1\"", "i-1")]
    [TestCase("null", "u")]
    public void References_become_ids_or_urns_on_demand(string id, string expected)
    {
        var wire = Value.Parser.ParseJson(Marked(ReferenceMark, $"\"urn\": \"u\", \"id\": {id}"));
        Assert.That(
            PropertyDecoder.Decode(wire, new DecodeOptions { KeepResources = false }),
            Is.EqualTo((PropertyValue)expected)
        );
    }

    [TestCase(SecretMark, "value")]
    [TestCase(OutputMark, "value")]
    [TestCase(ReferenceMark, "id")]
    public void Nesting_beyond_the_limit_is_refused_whatever_nests(string mark, string field)
    {
        var value = Value.ForString("x");
        for (var i = 0; i < 100_000; i++)
        {
            var fields = new Struct
            {
                Fields = { [SignatureKey] = Value.ForString(mark), [field] = value },
            };
            fields.Fields["urn"] = Value.ForString("u");
            value = Value.ForStruct(fields);
        }

        Assert.That(
            () => PropertyDecoder.Decode(value),
            Throws.TypeOf<InfraException>().With.Message.Contains("256")
        );
    }

    private static string Marked(string signature, string fields) =>
        $$"""{ "{{SignatureKey}}": "{{signature}}", {{fields}} }""";

    private static TestCaseData Case(string name, string json, PropertyValue expected) =>
        new TestCaseData(json, expected).SetArgDisplayNames(name);
}
