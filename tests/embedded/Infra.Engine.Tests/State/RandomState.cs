using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.State;

/// <summary>Makes states from a seed.</summary>
internal sealed class RandomState(int seed)
{
    private static readonly string[] Texts =
    [
        "",
        "x",
        "größe",
        "日本 \U0001F600",
        "a\"b\\c\n\t\u0001\u007f",
        "<&'>\u2028",
        "04da6b54",
        "__defaults",
        "null",
    ];

    private static readonly double[] Numbers =
    [
        0,
        -0.0,
        1,
        -1.5,
        1e15,
        1e20,
        1e21,
        1.2345e-7,
        1e-6,
        5e-324,
        double.MaxValue,
        0.1 + 0.2,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        9007199254740993,
    ];

    private readonly Random _random = new(seed);

    public Snapshot Snapshot()
    {
        var resources = ImmutableArray.CreateBuilder<ResourceState>();
        resources.Add(Sample.Root());
        for (var i = 0; i < 4; i++)
        {
            resources.Add(Resource(i, resources));
        }

        return new()
        {
            Resources = resources.ToImmutable(),
            PendingOperations = [new(Resource(9, resources), (OperationType)_random.Next(5))],
        };
    }

    private ResourceState Resource(int index, IReadOnlyList<ResourceState> before) =>
        Sample.Guest($"r{index}") with
        {
            Inputs = Map(3),
            Outputs = Map(3),
            Dependencies = Flag() ? [before[_random.Next(before.Count)].Urn] : [],
            Protect = Flag(),
            Taint = Flag(),
            External = Flag(),
            RetainOnDelete = Flag(),
            RefreshBeforeUpdate = Flag(),
            InitErrors = Flag() ? [Text(), Text()] : [],
            IgnoreChanges = Flag() ? [Text()] : [],
            CustomTimeouts = Flag() ? new(1, 0.5, 0, 120) : null,
            Created = Flag()
                ? DateTimeOffset.UnixEpoch.AddTicks(_random.NextInt64(1L << 58))
                : null,
            ReplacementTrigger = Flag()
                ? Value(2) is var t and not PropertyValue.Null
                    ? t
                    : null
                : null,
            SourcePosition = Flag() ? "project:///a.cs#1,2" : "",
        };

    private bool Flag() => _random.Next(2) == 0;

    private string Text() => Texts[_random.Next(Texts.Length)];

    private PropertyMap Map(int depth) =>
        PropertyMap.Create(
            Enumerable
                .Range(0, _random.Next(5))
                .Select(i => KeyValuePair.Create(Text() + i, Value(depth)))
        );

    private PropertyValue Value(int depth) =>
        _random.Next(depth > 0 ? 13 : 8) switch
        {
            0 => PropertyValue.Null.Instance,
            1 => new PropertyValue.Bool(Flag()),
            2 => new PropertyValue.Number(Numbers[_random.Next(Numbers.Length)]),
            3 => new PropertyValue.Number(BitConverter.Int64BitsToDouble(_random.NextInt64())),
            4 => new PropertyValue.String(Text()),
            5 => PropertyValue.Computed.Instance,
            6 => new PropertyValue.Asset(Flag() ? Text() : null, Flag() ? "p" : null, null, "abc"),
            7 => new PropertyValue.ResourceReference(
                Sample.RootUrn.Value,
                Flag() ? new PropertyValue.String("id") : null,
                "1.0.0"
            ),
            8 or 9 => new PropertyValue.Array([
                .. Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1)),
            ]),
            10 => new PropertyValue.Object(Map(depth - 1)),
            11 => new PropertyValue.Archive(
                PropertyMap.Of(("a", new PropertyValue.Asset("x", null, null, null))),
                null,
                null,
                "d"
            ),
            _ => new PropertyValue.Secret(Value(depth - 1)),
        };
}
