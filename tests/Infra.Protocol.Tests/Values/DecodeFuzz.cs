using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Values;

namespace Infra.Protocol.Tests.Values;

/// <summary>Structs as a broken or hostile sender could make them.</summary>
[TestFixture]
internal sealed class DecodeFuzz
{
    private static readonly string[] Signs =
    [
        Signatures.Secret,
        Signatures.Asset,
        Signatures.Archive,
        Signatures.ResourceReference,
        Signatures.OutputValue,
        Signatures.ByteString,
        Signatures.NonFiniteNumber,
        "no signature",
    ];

    private static readonly string[] Names =
    [
        Signatures.Key,
        Signatures.Key,
        "value",
        "text",
        "path",
        "uri",
        "hash",
        "assets",
        "urn",
        "id",
        "packageVersion",
        "secret",
        "dependencies",
        "__internal",
        "",
    ];

    private static readonly string[] Texts =
    [
        "",
        "x",
        "aGk=",
        "7ff8000000000001",
        "zzzzzzzzzzzzzzzz",
        UnknownSentinels.Written,
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
        "lone surrogate \ud800",
    ];

    [Test]
    public void Any_struct_gives_a_value_or_an_error_for_the_user([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var (values, errors) = (0, 0);
        for (var i = 0; i < 250; i++)
        {
            var properties = RandomStruct(random, 5);
            var options = RandomOptions(random);
            try
            {
                var map = PropertyDecoder.Decode(properties, options);
                Assert.That(map.ToString(), Is.Not.Empty);
                PropertyEncoder.Encode(map, EncodeOptions.Everything);
                values++;
            }
            catch (InfraException)
            {
                errors++;
            }
        }

        Assert.That((values, errors), Is.Not.EqualTo((250, 0)).And.Not.EqualTo((0, 250)));
    }

    private static DecodeOptions RandomOptions(Random random) =>
        new()
        {
            KeepSecrets = random.Next(2) == 0,
            KeepResources = random.Next(2) == 0,
            KeepOutputValues = random.Next(2) == 0,
            RejectUnknowns = random.Next(4) == 0,
            SkipNulls = random.Next(2) == 0,
            SkipInternalKeys = random.Next(2) == 0,
        };

    private static Struct RandomStruct(Random random, int depth)
    {
        var result = new Struct();
        for (var count = random.Next(5); count > 0; count--)
        {
            var name = Names[random.Next(Names.Length)];
            result.Fields[name] =
                string.Equals(name, Signatures.Key, StringComparison.Ordinal)
                && random.Next(20) != 0
                    ? Value.ForString(Signs[random.Next(Signs.Length)])
                    : RandomValue(random, depth - 1);
        }

        return result;
    }

    private static Value RandomValue(Random random, int depth) =>
        random.Next(depth > 0 ? 9 : 5) switch
        {
            0 => Value.ForNull(),
            1 => Value.ForBool(random.Next(2) == 0),
            2 => Value.ForNumber(random.NextDouble()),
            3 => Value.ForString(Texts[random.Next(Texts.Length)]),
            4 => new Value(),
            5 => Value.ForList([
                .. Enumerable.Range(0, random.Next(4)).Select(_ => RandomValue(random, depth - 1)),
            ]),
            _ => Value.ForStruct(RandomStruct(random, depth)),
        };
}
