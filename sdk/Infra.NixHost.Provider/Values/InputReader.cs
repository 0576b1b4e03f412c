using System.Collections.Immutable;
using System.Globalization;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Values;

/// <summary>Reads typed values from a checked property map; unknown and absent values read as <c>null</c>.</summary>
/// <param name="values">The values.</param>
/// <param name="defaults">What holds without a value, by their definitions; <c>null</c> for nothing.</param>
internal sealed class InputReader(PropertyMap values, PropertyMap? defaults = null)
{
    /// <summary>Whether the property, or anything in it, is not known yet.</summary>
    public bool IsUnknown(string name) => PropertyContent.HasUnknown(values.Get(name));

    /// <summary>A text; numbers read as their text.</summary>
    public string? Text(string name) => AsText(values.Get(name));

    /// <summary>A truth value.</summary>
    public bool? Flag(string name) =>
        PropertyContent.Of(values.Get(name)) switch
        {
            PropertyValue.Bool flag => flag.Value,
            PropertyValue.String text when bool.TryParse(text.Value, out var flag) => flag,
            _ => null,
        };

    /// <summary>A whole number.</summary>
    public int? Integer(string name) =>
        PropertyContent.Of(values.Get(name)) switch
        {
            PropertyValue.Number number => (int)number.Value,
            PropertyValue.String text
                when int.TryParse(text.Value, CultureInfo.InvariantCulture, out var number) =>
                number,
            _ => null,
        };

    /// <summary>A size in bytes.</summary>
    public long? Size(string name) =>
        Text(name) is { } text && ByteSize.TryParse(text, out var bytes) ? bytes : null;

    /// <summary>A duration.</summary>
    public TimeSpan? Duration(string name) =>
        Text(name) is { } text && DurationText.TryParse(text, out var duration) ? duration : null;

    /// <summary>A text, or its default.</summary>
    public string TextOrDefault(string name) => Required(name, Text(name) ?? Defaults.Text(name));

    /// <summary>A truth value, or its default.</summary>
    public bool FlagOrDefault(string name) =>
        Required<bool>(name, Flag(name) ?? Defaults.Flag(name));

    /// <summary>A whole number, or its default.</summary>
    public int IntegerOrDefault(string name) =>
        Required<int>(name, Integer(name) ?? Defaults.Integer(name));

    /// <summary>A size in bytes, or its default.</summary>
    public long SizeOrDefault(string name) =>
        Required<long>(name, Size(name) ?? Defaults.Size(name));

    /// <summary>A duration, or its default.</summary>
    public TimeSpan DurationOrDefault(string name) =>
        Required<TimeSpan>(name, Duration(name) ?? Defaults.Duration(name));

    /// <summary>A list of texts without the unknown ones.</summary>
    public ImmutableArray<string> Texts(string name) =>
        PropertyContent.Of(values.Get(name)) is PropertyValue.Array array
            ? [.. array.Items.Select(AsText).OfType<string>()]
            : [];

    /// <summary>A map of texts without the unknown ones.</summary>
    public ImmutableSortedDictionary<string, string> TextMap(string name) =>
        PropertyContent.Of(values.Get(name)) is PropertyValue.Object map
            ? map
                .Properties.SelectMany(p =>
                    AsText(p.Value) is { } text ? new[] { KeyValuePair.Create(p.Key, text) } : []
                )
                .ToImmutableSortedDictionary(StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>A structure.</summary>
    public InputReader? Structure(string name) =>
        PropertyContent.Of(values.Get(name)) is PropertyValue.Object item
            ? new(item.Properties, PartsOf(name))
            : null;

    /// <summary>A list of structures; an unknown item reads as an empty structure to keep the indexes.</summary>
    public ImmutableArray<InputReader> Structures(string name) =>
        PropertyContent.Of(values.Get(name)) is PropertyValue.Array array
            ?
            [
                .. array.Items.Select(i => new InputReader(
                    PropertyContent.Of(i) is PropertyValue.Object item
                        ? item.Properties
                        : PropertyMap.Empty,
                    PartsOf(name)
                )),
            ]
            : [];

    /// <summary>The defaults of a structure, or of each item of a list of structures.</summary>
    private PropertyMap? PartsOf(string name) =>
        defaults?.Get(name) is PropertyValue.Object parts ? parts.Properties : null;

    private InputReader Defaults => new(defaults ?? PropertyMap.Empty);

    private static T Required<T>(string name, T? value)
        where T : struct => value ?? throw NoDefault(name);

    private static string Required(string name, string? value) => value ?? throw NoDefault(name);

    private static InvalidOperationException NoDefault(string name) =>
        new($"The definition of '{name}' has no default.");

    private static string? AsText(PropertyValue? value) =>
        PropertyContent.Of(value) switch
        {
            PropertyValue.String text => text.Value,
            PropertyValue.Number number => number.Value.ToString("R", CultureInfo.InvariantCulture),
            PropertyValue.Bool flag => flag.Value ? "true" : "false",
            _ => null,
        };
}
