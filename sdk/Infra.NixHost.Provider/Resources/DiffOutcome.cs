using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.Resources;

/// <summary>What differs, and what that does.</summary>
/// <param name="Changes">Every change with its final impact; empty for none.</param>
internal sealed record DiffOutcome(ImmutableArray<PropertyChange> Changes)
{
    /// <summary>Whether the old resource has to go before the new one can come.</summary>
    public bool DeleteBeforeReplace { get; init; }

    /// <summary>Outputs that keep their value.</summary>
    public ImmutableArray<string> Stables { get; init; } = [];

    /// <summary>Further lines for the preview, shown only when something changes.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
