using System.Collections.Immutable;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>An enumeration of the package.</summary>
/// <param name="Name">Its type name, e.g. <c>Firmware</c>.</param>
/// <param name="Description">What it chooses.</param>
/// <param name="Values">Member name, value on the wire, and what it means.</param>
internal sealed record ChoiceDefinition(
    string Name,
    string Description,
    ImmutableArray<(string Name, string Value, string Description)> Values
);
