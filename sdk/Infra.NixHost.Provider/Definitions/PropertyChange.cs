using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>A changed property and what its change does.</summary>
/// <param name="Path">The path of what changed, as deep as it can be named.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Old">The former value.</param>
/// <param name="New">The wanted value.</param>
internal sealed record PropertyChange(
    string Path,
    ChangeKind Kind,
    PropertyValue? Old,
    PropertyValue? New
)
{
    /// <summary>What the change does.</summary>
    public ChangeImpact Impact { get; init; } = ChangeImpact.InPlace;

    /// <summary>Why it does that, or what it does precisely, for a person; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether the old side is an output rather than an input.</summary>
    public bool IsOutput { get; init; }

    /// <summary>The property of the resource that changed, or within which something changed.</summary>
    public string Property => PropertyPath.RootOf(Path);

    /// <summary>Whether the change makes a new resource.</summary>
    public bool IsReplace => Impact is ChangeImpact.Replace or ChangeImpact.ReplaceLosingData;

    /// <summary>The line a preview shows, e.g. <c>memory: 128 MiB → 256 MiB: needs a restart of the guest</c>.</summary>
    public string Describe() =>
        $"{Path}: {Text(Old)} → {Text(New)}: {Effect()}{(Reason.Length == 0 ? "" : $" ({Reason})")}";

    private string Effect() =>
        Impact switch
        {
            ChangeImpact.None => "no effect on the host",
            ChangeImpact.InPlace => "changes in place",
            ChangeImpact.Live => "applied live",
            ChangeImpact.Restart => "needs a restart of the guest",
            ChangeImpact.Replace => "makes a new resource in place of the old one, no data is lost",
            _ => "makes a new resource in place of the old one, THE OLD ONE'S DATA IS LOST",
        };

    /// <summary>A value for a person: short, and never a secret.</summary>
    public static string Text(PropertyValue? value) =>
        value is not null && Plain.HasSecret(value)
            ? "[secret]"
            : Plain.Of(value) switch
            {
                null => "(none)",
                PropertyValue.String text => text.Value.Length <= 120
                    ? text.Value
                    : text.Value[..117] + "...",
                PropertyValue.Number number => $"{number.Value}",
                PropertyValue.Bool flag => flag.Value ? "true" : "false",
                PropertyValue.Computed => "(known after apply)",
                PropertyValue.Array array => $"{array.Items.Length} items",
                PropertyValue.Object item
                    when Plain.Of(item.Properties.Get("path")) is PropertyValue.String path =>
                    path.Value,
                _ => "{…}",
            };
}
