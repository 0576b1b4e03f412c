namespace Infra.NixHost.Provider.Definitions;

/// <summary>The type of a property: a closed hierarchy.</summary>
internal abstract record PropertyType
{
    private PropertyType() { }

    /// <summary>A text.</summary>
    public sealed record Text : PropertyType;

    /// <summary>A truth value.</summary>
    public sealed record Flag : PropertyType;

    /// <summary>A whole number.</summary>
    public sealed record Integer : PropertyType;

    /// <summary>A number that may exceed 32 bits, such as a count of bytes.</summary>
    public sealed record Number : PropertyType;

    /// <summary>A size: <see cref="Values.ByteSize"/>.</summary>
    public sealed record Size : PropertyType;

    /// <summary>A duration: <see cref="Values.DurationText"/>.</summary>
    public sealed record Duration : PropertyType;

    /// <summary>One of a set of words.</summary>
    public sealed record Choice(ChoiceDefinition Definition) : PropertyType;

    /// <summary>A text that users choose from words; on others a rule of the handler decides.</summary>
    /// <param name="Definition">The words.</param>
    /// <param name="IsOpen">Whether a host can have more words than these.</param>
    public sealed record Words(ChoiceDefinition Definition, bool IsOpen) : PropertyType;

    /// <summary>A list.</summary>
    public sealed record List(PropertyType Element) : PropertyType;

    /// <summary>A map with free keys.</summary>
    public sealed record Map(PropertyType Element) : PropertyType;

    /// <summary>A structure with fixed properties.</summary>
    public sealed record Structure(StructureDefinition Definition) : PropertyType;
}
