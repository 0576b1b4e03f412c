using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Infra.NixHost.Analyzers.Reading;

/// <summary>The inputs that one object initializer gives. Names are those of a preview, such as <c>waitTimeout</c>.</summary>
internal sealed class GivenInputs
{
    private readonly IObjectCreationOperation _creation;
    private readonly Dictionary<string, IOperation> _values = new(StringComparer.Ordinal);

    private GivenInputs(IObjectCreationOperation creation, ITypeSymbol type, bool isComplete)
    {
        (_creation, Type, IsComplete) = (creation, type, isComplete);
        foreach (var operation in creation.Initializer?.Initializers ?? [])
        {
            var (target, value) = operation switch
            {
                ISimpleAssignmentOperation assignment => (assignment.Target, assignment.Value),
                IMemberInitializerOperation member => (
                    member.InitializedMember,
                    member.Initializer
                ),
                _ => (null, null),
            };
            if (
                target is IPropertyReferenceOperation { Property.Name: var name }
                && value is not null
            )
            {
                _values[InputNames.Wire(name)] = value;
            }
        }
    }

    /// <summary>The type of the inputs.</summary>
    public ITypeSymbol Type { get; }

    /// <summary>Whether nothing can be set later, because a resource or other inputs take the object at once.</summary>
    public bool IsComplete { get; }

    /// <summary>The name of the resource, if it is constant.</summary>
    public string? ResourceName { get; private init; }

    /// <summary>The type of the resource and its name, as far as they are known here; <c>null</c> for inputs that a resource takes later.</summary>
    public string? Resource { get; private init; }

    /// <summary>The names of the inputs that are set.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>The place of the creation, for what is missing.</summary>
    public Location Location => _creation.Syntax.GetLocation();

    /// <summary>Reads new inputs; <c>null</c> for those that are read with the inputs around them.</summary>
    public static GivenInputs? Read(IObjectCreationOperation creation)
    {
        var owner = Owner.Of(creation);
        if (owner.IsArgs || creation.Type is not { } type)
        {
            return null;
        }

        var name = owner
            .Resource?.Arguments.FirstOrDefault(a => a.Parameter?.Name == "name")
            ?.Value.Text();
        return new(creation, type, isComplete: owner.Resource is not null)
        {
            ResourceName = name,
            Resource = owner.Resource?.Type is { } resource
                ? $"{resource.Name} {name}".TrimEnd()
                : null,
        };
    }

    /// <summary>Whether an input is set to anything but <c>null</c>.</summary>
    public bool Has(string name) => _values.TryGetValue(name, out var value) && !value.IsNull();

    /// <summary>The place of an input's value.</summary>
    public Location LocationOf(string name) =>
        _values.TryGetValue(name, out var value) ? value.Syntax.GetLocation() : Location;

    /// <summary>A constant text.</summary>
    public string? Text(string name) =>
        _values.TryGetValue(name, out var value) ? value.Text() : null;

    /// <summary>A constant whole number.</summary>
    public int? Integer(string name) =>
        int.TryParse(
            Text(name),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    /// <summary>A constant truth value.</summary>
    public bool? Flag(string name) =>
        _values.TryGetValue(name, out var value)
        && value.Plain().ConstantValue is { HasValue: true, Value: bool flag }
            ? flag
            : null;

    /// <summary>The member that a choice names, such as <c>Uefi</c>.</summary>
    public string? Choice(string name) =>
        _values.TryGetValue(name, out var value)
        && value.Plain() is IPropertyReferenceOperation { Property: { IsStatic: true } member }
            ? member.Name
            : null;

    /// <summary>The inputs below, if they are written here.</summary>
    public GivenInputs? Structure(string name) =>
        _values.TryGetValue(name, out var value) ? Below(value) : null;

    /// <summary>The items of a list; <c>null</c> when it is not known how many there are.</summary>
    public ImmutableArray<IOperation>? Items(string name) =>
        _values.TryGetValue(name, out var value) ? GivenItems.Of(value) : null;

    /// <summary>The inputs that an item of a list is, if they are written here.</summary>
    public static GivenInputs? Below(IOperation item) =>
        item.Plain() is IObjectCreationOperation { Type: { } type } creation && type.IsArgs()
            ? new(creation, type, isComplete: true)
            : null;
}
