using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Infra.Protocol.Values;

namespace Infra.Protocol.Tests.Values;

/// <summary>Random property values of every kind.</summary>
internal static class PropertyValues
{
    private static readonly Gen<string> Texts = Gen.Elements(
        "",
        "a",
        "b c",
        "ключ",
        "snow ☃ 🎄",
        "\"quoted\"",
        "back\\slash",
        "line\nbreak",
        "__internal"
    );

    private static readonly Gen<string> Filled = Texts.Where(t => t.Length > 0);

    private static readonly Gen<string?> Hashes = Gen.Elements<string?>(null, "00ff", "e3b0c442");

    public static Arbitrary<PropertyValue> Any { get; } = Gen.Sized(Value).ToArbitrary();

    public static Arbitrary<PropertyMap> AnyMap { get; } =
        Gen.Sized(size => Map(Value(size / 2), size)).ToArbitrary();

    private static Gen<PropertyValue> Value(int size)
    {
        if (size <= 1)
        {
            return Leaf();
        }

        var inner = Value(size / 3);
        return Gen.OneOf(
            Leaf(),
            List(inner).Select(items => (PropertyValue)new PropertyValue.Array(items)),
            Map(inner, size).Select(map => (PropertyValue)new PropertyValue.Object(map)),
            inner.Select(element => (PropertyValue)new PropertyValue.Secret(element)),
            Output(inner),
            Archive(size)
        );
    }

    private static Gen<PropertyValue> Leaf() =>
        Gen.OneOf(
            Gen.Constant<PropertyValue>(PropertyValue.Null.Instance),
            Gen.Constant<PropertyValue>(PropertyValue.Computed.Instance),
            Gen.Elements(true, false).Select(b => (PropertyValue)b),
            Numbers().Select(n => (PropertyValue)n),
            Texts.Select(t => (PropertyValue)t),
            Asset(),
            Reference()
        );

    private static Gen<double> Numbers() =>
        Gen.OneOf(
            Gen.Choose(-1000, 1000).Select(n => (double)n),
            Gen.Elements(
                0.1,
                -1e300,
                double.Epsilon,
                double.MaxValue,
                double.NaN,
                double.PositiveInfinity
            )
        );

    private static Gen<ImmutableArray<PropertyValue>> List(Gen<PropertyValue> inner) =>
        Gen.Choose(0, 3).SelectMany(count => inner.ArrayOf(count)).Select(ImmutableArray.Create);

    private static Gen<PropertyMap> Map(Gen<PropertyValue> inner, int size) =>
        from count in Gen.Choose(0, Math.Min(size, 4))
        from names in Texts.ArrayOf(count)
        from values in inner.ArrayOf(count)
        select PropertyMap.Create(names.Zip(values, KeyValuePair.Create));

    private static Gen<PropertyValue> Output(Gen<PropertyValue> inner) =>
        from known in Gen.Elements(true, false)
        from element in inner
        from secret in Gen.Elements(true, false)
        from dependencies in Filled.ListOf()
        select (PropertyValue)
            new PropertyValue.Output(known ? element : null, secret, [.. dependencies.Take(3)]);

    private static Gen<PropertyValue> Reference() =>
        from urn in Filled
        from id in Gen.OneOf(
            Gen.Constant<PropertyValue?>(null),
            Gen.Constant<PropertyValue?>(PropertyValue.Computed.Instance),
            Filled.Select(t => (PropertyValue?)t)
        )
        from version in Texts
        select (PropertyValue)new PropertyValue.ResourceReference(urn, id, version);

    private static Gen<PropertyValue> Asset() =>
        from text in Texts
        from path in Filled
        from hash in Hashes
        from kind in Gen.Choose(0, 3)
        select (PropertyValue)(
            kind switch
            {
                0 => new PropertyValue.Asset(text, null, null, hash),
                1 => new PropertyValue.Asset(null, path, null, hash),
                2 => new PropertyValue.Asset(null, null, path, hash),
                _ => new PropertyValue.Asset(null, null, null, hash),
            }
        );

    private static Gen<PropertyValue> Archive(int size) =>
        from members in Map(size > 6 ? Gen.OneOf(Asset(), Archive(size / 4)) : Asset(), size)
        from path in Filled
        from hash in Hashes
        from kind in Gen.Choose(0, 3)
        select (PropertyValue)(
            kind switch
            {
                0 => new PropertyValue.Archive(members, null, null, hash),
                1 => new PropertyValue.Archive(null, path, null, hash),
                2 => new PropertyValue.Archive(null, null, path, hash),
                _ => new PropertyValue.Archive(null, null, null, "00ff"),
            }
        );
}
