using System.Collections.Immutable;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Components;

/// <summary>Computes with values that may be secret or not known yet, and that keep the resources they come from.</summary>
internal static class Flow
{
    /// <summary>A value that is made of others: it is unknown, secret and dependent as soon as one of them is.</summary>
    /// <param name="from">The others; those without a value count for nothing.</param>
    /// <param name="make">Makes the value when all others are known.</param>
    public static PropertyValue Combine(IEnumerable<PropertyValue?> from, Func<PropertyValue> make)
    {
        var all = from.OfType<PropertyValue>().ToList();
        return Mark(
            all.Any(v => v.ContainsUnknowns) ? PropertyValue.Computed.Instance : make(),
            all.Any(v => v.ContainsSecrets),
            all.SelectMany(Collect)
        );
    }

    /// <summary>A member of an object with the marks of the whole; <c>null</c> for none.</summary>
    public static PropertyValue? Member(PropertyValue? whole, string name) =>
        whole switch
        {
            PropertyValue.Object item => Given(item.Properties.Get(name)),
            PropertyValue.Computed => whole,
            PropertyValue.Output { Element: null } => whole,
            PropertyValue.Output output => Member(output.Element, name) is { } member
                ? Mark(member, output.IsSecret, output.Dependencies)
                : null,
            PropertyValue.Secret secret => Member(secret.Element, name) is { } member
                ? Mark(member, isSecret: true, [])
                : null,
            _ => null,
        };

    /// <summary>The value inside of all marks changed; an unknown one stays.</summary>
    public static PropertyValue Change(
        PropertyValue value,
        Func<PropertyValue, PropertyValue> change
    ) =>
        value switch
        {
            PropertyValue.Computed or PropertyValue.Output { Element: null } => value,
            PropertyValue.Output output => output with { Element = Change(output.Element, change) },
            PropertyValue.Secret secret => new PropertyValue.Secret(Change(secret.Element, change)),
            _ => change(value),
        };

    /// <summary>A value with further marks in one place, so that marks do not nest.</summary>
    public static PropertyValue Mark(
        PropertyValue value,
        bool isSecret,
        IEnumerable<string> dependencies
    )
    {
        switch (value)
        {
            case PropertyValue.Secret secret:
                return Mark(secret.Element, isSecret: true, dependencies);
            case PropertyValue.Output output:
                return new PropertyValue.Output(
                    output.Element,
                    isSecret || output.IsSecret,
                    Sorted(dependencies.Concat(output.Dependencies))
                );
            case PropertyValue.Computed:
                return new PropertyValue.Output(null, isSecret, Sorted(dependencies));
            default:
                var sorted = Sorted(dependencies);
                return isSecret || sorted.Length > 0
                    ? new PropertyValue.Output(value, isSecret, sorted)
                    : value;
        }
    }

    /// <summary>The URNs that a value depends on, at every depth, sorted.</summary>
    public static ImmutableArray<string> DependenciesOf(PropertyValue value) =>
        Sorted(Collect(value));

    /// <summary>The bare text of a known value; empty for none.</summary>
    public static string Text(PropertyValue? value) =>
        PropertyContent.Of(value) is PropertyValue.String text ? text.Value : "";

    /// <summary>The bare texts of a known list; empty for none.</summary>
    public static ImmutableArray<string> Texts(PropertyValue? value) =>
        PropertyContent.Of(value) is PropertyValue.Array list ? [.. list.Items.Select(Text)] : [];

    private static PropertyValue? Given(PropertyValue? value) =>
        value is PropertyValue.Null ? null : value;

    private static ImmutableArray<string> Sorted(IEnumerable<string> urns) =>
        [.. urns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Collect(PropertyValue value) =>
        value switch
        {
            PropertyValue.Output output => output.Element is { } element
                ? output.Dependencies.Concat(Collect(element))
                : output.Dependencies,
            PropertyValue.Secret secret => Collect(secret.Element),
            PropertyValue.Array list => list.Items.SelectMany(Collect),
            PropertyValue.Object item => item.Properties.Values.SelectMany(Collect),
            _ => [],
        };
}
