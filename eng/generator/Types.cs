using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Generator;

/// <summary>The structures and choices that properties name, directly or in other structures.</summary>
/// <param name="Structures">The structures.</param>
/// <param name="Choices">The choices.</param>
/// <param name="PlainChoices">The choices that are known when the program runs, and so plain enumerations.</param>
internal sealed record Types(
    ImmutableArray<StructureDefinition> Structures,
    ImmutableArray<ChoiceDefinition> Choices,
    ImmutableArray<ChoiceDefinition> PlainChoices
)
{
    /// <summary>The types of properties.</summary>
    public static Types Below(IEnumerable<PropertyDefinition> properties)
    {
        var all = properties.SelectMany(Deep).ToList();
        return new(
            [.. all.Select(p => StructureOf(p.Type)).OfType<StructureDefinition>().Distinct()],
            [.. all.Select(p => ChoiceOf(p.Type)).OfType<ChoiceDefinition>().Distinct()],
            [
                .. all.Where(p => p.IsPlain)
                    .Select(p => ChoiceOf(p.Type))
                    .OfType<ChoiceDefinition>()
                    .Distinct(),
            ]
        );
    }

    /// <summary>The words that a property chooses from; <c>null</c> for another type.</summary>
    public static ChoiceDefinition? ChoiceOf(PropertyType type) =>
        type switch
        {
            PropertyType.Choice choice => choice.Definition,
            PropertyType.Words words => words.Definition,
            _ => null,
        };

    private static StructureDefinition? StructureOf(PropertyType type) =>
        type switch
        {
            PropertyType.Structure structure => structure.Definition,
            PropertyType.List list => StructureOf(list.Element),
            _ => null,
        };

    private static IEnumerable<PropertyDefinition> Deep(PropertyDefinition property) =>
        (StructureOf(property.Type)?.Properties ?? []).SelectMany(Deep).Prepend(property);
}
