using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>A changed property and what its change does.</summary>
/// <param name="Path">The deepest path that names the change.</param>
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

    /// <summary>The reason for the impact, shown to the user; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The first words of the line, where the impact alone says too little, such as <c>stops the guest</c>.</summary>
    public string? Effect { get; init; }

    /// <summary>The change in words, where the path and the two values would say less; may have further lines.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether the old side is an output rather than an input.</summary>
    public bool IsOutput { get; init; }

    /// <summary>The top-level property that changed or that contains the change.</summary>
    public string Property => PropertyPath.RootOf(Path);

    /// <summary>Whether the change makes a new resource.</summary>
    public bool IsReplace => Impact is ChangeImpact.Replace or ChangeImpact.ReplaceLosingData;

    /// <summary>
    /// The line that a preview shows, worst news first, e.g. <c>restarts the guest: memory 128MiB → 256MiB; set maxMemory to change it live
    /// [restart]</c>. The code at its end is what scripts read, under every engine.
    /// </summary>
    public string Describe()
    {
        var subject = (Subject ?? Values()).Split('\n', 2);
        var reason = Reason.Length == 0 || Reason == Subject ? "" : $"; {Reason}";
        var below = subject.Length > 1 ? $"\n{subject[1]}" : "";
        return $"{Effect ?? Words(Impact)}: {subject[0]}{reason} [{Impact.Code()}]{below}";
    }

    private string Values() =>
        Kind switch
        {
            ChangeKind.Add => $"adds {Path} {Text(New)}",
            ChangeKind.Delete => $"removes {Path} {Text(Old)}",
            _ => $"{Path} {Text(Old)} → {Text(New)}",
        };

    private static string Words(ChangeImpact impact) =>
        impact switch
        {
            ChangeImpact.None => "no effect on the host",
            ChangeImpact.InPlace => "changes in place",
            ChangeImpact.Live => "applied live",
            ChangeImpact.Restart => "restarts the guest",
            ChangeImpact.Replace => "is replaced, no data is lost",
            _ => "is replaced, ITS DATA IS LOST",
        };

    /// <summary>Formats a value for the user: shortened, with secrets hidden.</summary>
    public static string Text(PropertyValue? value) =>
        value is not null && PropertyContent.HasSecret(value)
            ? "[secret]"
            : PropertyContent.Of(value) switch
            {
                null => "(none)",
                PropertyValue.String text => Short(text.Value),
                PropertyValue.Number number => $"{number.Value}",
                PropertyValue.Bool flag => flag.Value ? "true" : "false",
                PropertyValue.Computed => "(known after apply)",
                PropertyValue.Array array => $"{array.Items.Length} items",
                PropertyValue.Object item
                    when PropertyContent.Of(item.Properties.Get("path"))
                        is PropertyValue.String path => path.Value,
                _ => "{…}",
            };

    /// <summary>The first line of a text, shortened.</summary>
    private static string Short(string text)
    {
        var line = text.Split('\n', 2)[0];
        return line.Length > 120 ? $"{line[..117]}..."
            : line.Length < text.TrimEnd().Length ? $"{line}..."
            : line;
    }
}
