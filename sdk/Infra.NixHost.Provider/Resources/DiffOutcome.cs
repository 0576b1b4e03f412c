using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The changes of a resource and their impact.</summary>
/// <param name="Changes">Every change with its final impact; empty for none.</param>
internal sealed record DiffOutcome(ImmutableArray<PropertyChange> Changes)
{
    private const int MostLines = 20;

    /// <summary>Whether the old resource must be deleted before the new one is created.</summary>
    public bool DeleteBeforeReplace { get; init; }

    /// <summary>Outputs that keep their value.</summary>
    public ImmutableArray<string> Stables { get; init; } = [];

    /// <summary>Further lines for the preview, shown only when something changes.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The object on the host, where the diff has read it already.</summary>
    public OwnedObject? Found { get; init; }

    /// <summary>The message for the preview. Its first line is the worst news, because a narrow row shows only the beginning.</summary>
    public string Describe()
    {
        var lines = Changes.OrderByDescending(c => c.Impact).Select(c => c.Describe()).ToList();
        IEnumerable<string> shown =
            lines.Count <= MostLines
                ? lines
                : [.. lines.Take(MostLines), $"… and {lines.Count - MostLines} more changes"];
        return string.Join('\n', shown.Concat(Notes));
    }
}
