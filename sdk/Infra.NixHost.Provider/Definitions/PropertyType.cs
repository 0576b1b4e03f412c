using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>The type of a property: a closed hierarchy.</summary>
internal abstract record PropertyType
{
    private PropertyType() { }

    /// <summary>The sentence that says in which units a value is given; <c>null</c> for a type without.</summary>
    public virtual string? Unit => null;

    /// <summary>A text.</summary>
    public sealed record Text : PropertyType;

    /// <summary>A truth value.</summary>
    public sealed record Flag : PropertyType;

    /// <summary>A whole number.</summary>
    public sealed record Integer : PropertyType;

    /// <summary>A size that is read, as a number that may exceed 32 bits.</summary>
    public sealed record Bytes : PropertyType
    {
        /// <inheritdoc/>
        public override string Unit => "In bytes.";
    }

    /// <summary>A size that is given: <see cref="ByteSize"/>.</summary>
    /// <param name="Word">A word that stands for a size; <c>null</c> for none.</param>
    public sealed record Size(string? Word = null) : PropertyType
    {
        /// <inheritdoc/>
        public override string Unit =>
            Sentence(Word is null ? ByteSize.Expected : $"\"{Word}\", {ByteSize.Expected}")
            + " `G` and `GiB` count by 1024, `GB` by 1000.";
    }

    /// <summary>A duration: <see cref="DurationText"/>.</summary>
    public sealed record Duration : PropertyType
    {
        /// <inheritdoc/>
        public override string Unit => Sentence(DurationText.Expected);
    }

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

    /// <summary>What is accepted, as the errors say it, as a sentence of the documentation.</summary>
    private static string Sentence(string expected) =>
        $"{char.ToUpperInvariant(expected[0])}{expected[1..]}.".Replace('"', '`');
}
