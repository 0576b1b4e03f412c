using System.Text.Json;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>One line a guest reports over its bootstrap channel. Whatever a guest says is shown, never trusted.</summary>
/// <param name="Sequence">Its number in the guest's journal.</param>
/// <param name="Boot">The boot it was made in: the guest kernel's boot id.</param>
/// <param name="Phase">The step of the bootstrap, e.g. <c>booted</c>, <c>building</c>, <c>ready</c>.</param>
/// <param name="State">How the step stands, e.g. <c>failed</c>; may be empty.</param>
/// <param name="Message">The guest's own words; may be empty.</param>
internal sealed record GuestReport(
    long Sequence,
    string Boot,
    string Phase,
    string State,
    string Message
)
{
    private const int LongestText = 4096;

    /// <summary>The address the guest has, with prefix length; empty if it does not say.</summary>
    public string Address { get; init; } = "";

    /// <summary>The system that is in force; empty if it does not say.</summary>
    public string System { get; init; } = "";

    /// <summary>The hash of the configuration that is in force; empty if it does not say.</summary>
    public string Config { get; init; } = "";

    /// <summary>The public SSH host key of the guest; empty if it does not say.</summary>
    public string HostKey { get; init; } = "";

    /// <summary>Whether the guest hears of new content of its config disks, and takes it in while it runs.</summary>
    public bool Listens { get; init; }

    /// <summary>Whether the guest says again what it reported in an earlier boot: history, not its state.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>Whether the guest's configuration is in force.</summary>
    public bool IsReady => Phase == "ready" && !IsFailed;

    /// <summary>Whether the guest has given up.</summary>
    public bool IsFailed => Phase is "failed" or "gave-up" || State == "failed";

    /// <summary>Whether the guest has nothing more to do for its configuration.</summary>
    public bool IsSettled => IsReady || IsFailed || Phase == "idle";

    /// <summary>Whether it speaks of a configuration: one that is not named is any.</summary>
    public bool IsAbout(string? configHash) =>
        configHash is null || Config == configHash || (Config.Length == 0 && !IsReady);

    /// <summary>The report for a person.</summary>
    public string Describe() => Message.Length == 0 ? Phase : $"{Phase}: {Message}";

    /// <summary>Reads a line, or gives <c>null</c> when it is no report.</summary>
    public static GuestReport? TryParse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (
                root.ValueKind != JsonValueKind.Object
                || Text(root, "phase") is not { Length: > 0 } phase
            )
            {
                return null;
            }

            var sequence =
                root.TryGetProperty("seq", out var seq)
                && seq.ValueKind == JsonValueKind.Number
                && seq.TryGetInt64(out var number)
                    ? number
                    : 0;
            var message = Text(root, "msg") is { Length: > 0 } text ? text : Text(root, "error");
            return new(sequence, Text(root, "boot"), phase, Text(root, "state"), message)
            {
                Address = Text(root, "address"),
                System = Text(root, "system"),
                Config = Text(root, "config"),
                HostKey = Text(root, "hostKey"),
                Listens =
                    root.TryGetProperty("features", out var features)
                    && features.ValueKind == JsonValueKind.Array
                    && features.EnumerateArray().Any(f => f.ValueEquals("reload")),
                IsReplayed =
                    root.TryGetProperty("replayed", out var replayed)
                    && replayed.ValueKind == JsonValueKind.True,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(JsonElement root, string name)
    {
        var text =
            root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : "";
        return new([.. text.Where(c => !char.IsControl(c) || c is '\n' or '\t').Take(LongestText)]);
    }
}
