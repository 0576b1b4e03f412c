using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Values;

namespace TestKit;

/// <summary>Makes messages of any type as a broken or hostile peer could send them.</summary>
/// <param name="random">Where they come from: the same seed makes the same messages.</param>
/// <param name="moreTexts">Texts that mean something to the receiver, beside those that everybody gets.</param>
public sealed class RandomMessages(Random random, params IReadOnlyList<string> moreTexts)
{
    private static readonly string[] CommonTexts =
    [
        "",
        "a",
        "fake:index:Thing",
        "fake:index:Thing",
        "fake:index:Other",
        "fake",
        "pulumi:providers:fake",
        "pulumi:providers:",
        "pulumi:pulumi:Stack",
        "pulumi:pulumi:StackReference",
        "my:index:Component",
        "::",
        "a:b",
        "urn:pulumi:dev::proj::fake:index:Thing::a",
        "urn:pulumi:dev::proj::fake:index:Thing::gone",
        "urn:pulumi:other::proj::a:b:C$fake:index:Thing::x",
        "urn:pulumi:dev::proj::pulumi:providers:fake::default::id",
        "urn:pulumi:",
        "size",
        "a.b[0]",
        "a[-1]",
        "[\"",
        "*",
        "$$",
        "1h30m",
        "-5s",
        "99999999999999999999h",
        "1x",
        "1.0.0",
        "not-a-version",
        "127.0.0.1:1",
        "größe",
        "nul\0in it",
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        new('x', 5000),
    ];

    private static readonly double[] Doubles =
    [
        1,
        -1,
        1e7,
        1e18,
        1e300,
        double.NaN,
        double.PositiveInfinity,
    ];

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
        "value",
        "secret",
        "dependencies",
        "text",
        "path",
        "assets",
        "urn",
        "id",
        "size",
        "__internal",
        "",
    ];

    private readonly string[] _texts = [.. CommonTexts, .. moreTexts];

    /// <summary>A message, field by field.</summary>
    public IMessage Message(MessageDescriptor type, int depth = 4)
    {
        if (type == Struct.Descriptor)
        {
            return RandomStruct(depth);
        }

        if (type == Value.Descriptor)
        {
            return RandomValue(depth);
        }

        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (random.Next(3) == 0)
            {
                Fill(message, field, depth - 1);
            }
        }

        return message;
    }

    /// <summary>The same bytes with a few of them changed, lost or doubled; or any bytes at all.</summary>
    public byte[] Mutate(byte[] content)
    {
        if (random.Next(6) == 0)
        {
            content = new byte[random.Next(60)];
            random.NextBytes(content);
            return content;
        }

        var bytes = content.ToList();
        for (var i = random.Next(1, 5); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>A message in words; the bytes of one that has no words, because a value in it is missing.</summary>
    public static string Describe(IMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        try
        {
            return message.ToString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return $"{message.Descriptor.Name} {Convert.ToBase64String(message.ToByteArray())}";
        }
    }

    private void Fill(IMessage message, FieldDescriptor field, int depth)
    {
        if (field.IsMap)
        {
            var (key, value) = (
                field.MessageType.FindFieldByNumber(1),
                field.MessageType.FindFieldByNumber(2)
            );
            var map = (IDictionary)field.Accessor.GetValue(message);
            for (var i = random.Next(3); i > 0; i--)
            {
                map[Scalar(key, depth)] = Scalar(value, depth);
            }
        }
        else if (field.IsRepeated)
        {
            var list = (IList)field.Accessor.GetValue(message);
            for (var i = random.Next(3); i > 0; i--)
            {
                list.Add(Scalar(field, depth));
            }
        }
        else
        {
            field.Accessor.SetValue(message, Scalar(field, depth));
        }
    }

    private string AnyText() => _texts[random.Next(_texts.Length)];

    private object Scalar(FieldDescriptor field, int depth) =>
        field.FieldType switch
        {
            FieldType.String => AnyText(),
            FieldType.Bool => random.Next(2) == 0,
            FieldType.Bytes => ByteString.CopyFromUtf8(AnyText()),
            FieldType.Int32 or FieldType.SInt32 => random.Next(2) == 0 ? -1 : random.Next(),
            FieldType.UInt32 => (uint)random.Next(),
            FieldType.Int64 or FieldType.SInt64 => random.NextInt64(),
            FieldType.UInt64 => (ulong)random.NextInt64(),
            FieldType.Double => Doubles[random.Next(Doubles.Length)] * random.NextDouble(),
            FieldType.Enum => random.Next(-1, 5),
            FieldType.Message => depth > 0
                ? Message(field.MessageType, depth)
                : field.MessageType.Parser.ParseFrom(ByteString.Empty),
            _ => throw new NotSupportedException(field.FieldType.ToString()),
        };

    private Struct RandomStruct(int depth)
    {
        var result = new Struct();
        for (var count = random.Next(4); count > 0; count--)
        {
            result.Fields[Names[random.Next(Names.Length)]] = RandomValue(depth - 1);
        }

        if (random.Next(3) == 0)
        {
            result.Fields[Signatures.Key] = Value.ForString(Signs[random.Next(Signs.Length)]);
        }

        return result;
    }

    private Value RandomValue(int depth) =>
        random.Next(depth > 0 ? 8 : 5) switch
        {
            0 => Value.ForNull(),
            1 => Value.ForBool(true),
            2 => Value.ForNumber(random.Next(4) == 0 ? double.NaN : random.NextDouble()),
            3 => Value.ForString(AnyText()),
            4 => new Value(),
            5 => Value.ForList(RandomValue(depth - 1), RandomValue(depth - 1)),
            _ => Value.ForStruct(RandomStruct(depth)),
        };
}
