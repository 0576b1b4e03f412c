using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.State.Checkpoints;

namespace Infra.Engine.State.Journal;

/// <summary>Reads what a line of a journal changes.</summary>
internal static class JournalChangeReader
{
    /// <summary>The change of a line.</summary>
    /// <param name="where">Which line it is, for errors.</param>
    /// <exception cref="StateFormatException">The line is damaged.</exception>
    public static JournalChange Read(JsonFields line, ResourceReader resources, string where)
    {
        ImmutableArray<(int? Slot, ResourceState? State)> States(string list, string slotName) =>
            line.Take(list) is not { } element
                ? []
                :
                [
                    .. line.Items(element, list)
                        .Select(item =>
                        {
                            var fields = new JsonFields(item, $"{where}: '{list}'");
                            int? slot = fields.Take(slotName) is { } number
                                ? Index(number, where)
                                : null;
                            var state = fields.Take("resource") is { } resource
                                ? resources.Read(resource, where)
                                : null;
                            return (slot, state);
                        }),
                ];

        return new(
            line.Take("ends") is { } ended ? Index(ended, where) : null,
            line.Take("removed") is { } removed
                ? [.. line.Items(removed, "removed").Select(item => Index(item, where))]
                : [],
            [
                .. States("changed", "slot")
                    .Select(s => (Required(s.Slot, where), Required(s.State, where))),
            ],
            [
                .. States("added", "from")
                    .Select(s =>
                        s.Slot is null ? (null, Required(s.State, where)) : (s.Slot, s.State)
                    ),
            ]
        );
    }

    /// <summary>A whole number, such as that of a slot.</summary>
    /// <exception cref="StateFormatException">It is none.</exception>
    public static int Index(JsonElement element, string where) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var index)
            ? index
            : throw new StateFormatException($"{where} has a number that is not whole");

    private static int Required(int? slot, string where) =>
        slot ?? throw new StateFormatException($"{where} changes a state without saying which");

    private static ResourceState Required(ResourceState? state, string where) =>
        state ?? throw new StateFormatException($"{where} lacks a resource");
}
