using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Fuzz;

/// <summary>Makes properties of a definition: most of the right type, some of a wrong one, and texts that mean something to the provider.</summary>
internal sealed class RandomInputs(Random random, IReadOnlyList<string> paths)
{
    private static readonly string[] Texts =
    [
        "",
        " ",
        "web",
        "lan",
        "br0",
        "nixhost0",
        "../x",
        "a/b",
        "nul\0in it",
        "new\nline",
        "\u202e",
        "\u001b[2J",
        "größe",
        "*",
        "128MiB",
        "1GiB",
        "0",
        "-1GiB",
        "99999999999999999999GiB",
        "1.5TiB",
        "none",
        "30s",
        "-1s",
        "1e400",
        "999999999h",
        "52:54:00:12:34:56",
        "00:00:00:00:00:00",
        "10.0.0.5/24",
        "fd00::5/64",
        "ff02::1/64",
        "300.1.1.1/99",
        "<device/>",
        "<domain xmlns='x'><name>y</name></domain>",
        "<a>",
        "#nixosConfigurations.x",
        "github:a/b#c",
        "file",
        "block",
        "directory",
        "virtio",
        "ide",
        "qcow2",
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "00000000-0000-0000-0000-000000000000",
        "/dev/null",
        "/etc/passwd",
        "/nix/store/11111111111111111111111111111111-image/nixos.qcow2",
        "/nix/store/../../etc",
        new('x', 5000),
    ];

    /// <summary>A text, or one of the paths.</summary>
    public string Text() =>
        random.Next(4) == 0 ? paths[random.Next(paths.Count)] : Texts[random.Next(Texts.Length)];

    /// <summary>Some properties of a definition, and at times one that it does not have.</summary>
    public PropertyMap Properties(ImmutableArray<PropertyDefinition> definitions)
    {
        var share = random.Next(1, 4);
        var properties = definitions
            .Where(d => d.IsRequired ? random.Next(8) > 0 : random.Next(4) < share - 1)
            .ToDictionary(d => d.Name, d => Of(d.Type, 3), StringComparer.Ordinal);
        if (random.Next(12) == 0)
        {
            properties[Text()] = Any(2);
        }

        return PropertyMap.Create(properties);
    }

    /// <summary>The same properties with a few of them changed or lost.</summary>
    public PropertyMap Change(
        PropertyMap properties,
        ImmutableArray<PropertyDefinition> definitions
    )
    {
        for (var i = random.Next(3); i > 0 && definitions.Length > 0; i--)
        {
            var definition = definitions[random.Next(definitions.Length)];
            properties =
                random.Next(4) == 0
                    ? properties.Without(definition.Name)
                    : properties.With(definition.Name, Of(definition.Type, 3));
        }

        return properties;
    }

    private PropertyValue Of(PropertyType type, int depth) =>
        random.Next(14) switch
        {
            0 => Any(depth),
            1 => new PropertyValue.Secret(Right(type, depth)),
            2 when random.Next(3) == 0 => PropertyValue.Computed.Instance,
            _ => Right(type, depth),
        };

    private PropertyValue Right(PropertyType type, int depth) =>
        type switch
        {
            PropertyType.Flag => random.Next(2) == 0,
            PropertyType.Integer or PropertyType.Bytes => Number(),
            PropertyType.Size when random.Next(3) > 0 => $"{random.Next(1, 2000)}MiB",
            PropertyType.Duration when random.Next(3) > 0 => $"{random.Next(100)}s",
            PropertyType.Choice choice => choice
                .Definition
                .Values[random.Next(choice.Definition.Values.Length)]
                .Value,
            PropertyType.Words words when random.Next(4) > 0 => words
                .Definition
                .Values[random.Next(words.Definition.Values.Length)]
                .Value,
            PropertyType.List list => PropertyValue.List([
                .. Enumerable.Range(0, random.Next(3)).Select(_ => Of(list.Element, depth - 1)),
            ]),
            PropertyType.Map map => Map(map, depth),
            PropertyType.Structure structure => depth > 0
                ? Properties(structure.Definition.Properties)
                : PropertyMap.Empty,
            _ => Text(),
        };

    private PropertyMap Map(PropertyType.Map map, int depth)
    {
        var result = PropertyMap.Empty;
        for (var i = random.Next(3); i > 0; i--)
        {
            result = result.With(Text(), Of(map.Element, depth - 1));
        }

        return result;
    }

    private double Number() =>
        random.Next(7) switch
        {
            0 => 0,
            1 => -1,
            2 => 0.5,
            3 => 1e18,
            4 => double.MaxValue,
            _ => random.Next(1, 5),
        };

    private PropertyValue Any(int depth) =>
        random.Next(depth > 0 ? 9 : 6) switch
        {
            0 => PropertyValue.Null.Instance,
            1 => true,
            2 => Number(),
            3 or 4 => Text(),
            5 => PropertyValue.Computed.Instance,
            6 => PropertyValue.List([Any(depth - 1), Any(depth - 1)]),
            7 => new PropertyValue.Secret(Any(depth - 1)),
            _ => PropertyMap.Of((Text(), Any(depth - 1))),
        };
}
