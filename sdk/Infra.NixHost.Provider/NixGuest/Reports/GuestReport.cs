using System.Text.Encodings.Web;
using System.Text.Json;
using Infra.NixHost.Hosts.Text;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>One report of a guest over its bootstrap channel. Its fields have the forms of <see cref="ReportForms"/>.</summary>
/// <param name="Sequence">Its number in the guest's journal.</param>
/// <param name="Boot">The boot it was made in: the guest kernel's boot id.</param>
/// <param name="Phase">The step of the bootstrap, e.g. <c>booted</c>, <c>building</c>, <c>ready</c>.</param>
/// <param name="State">How the step stands, e.g. <c>failed</c>; may be empty.</param>
/// <param name="Message">The guest's own words, safe for a terminal; may be empty.</param>
internal sealed record GuestReport(
    long Sequence,
    string Boot,
    string Phase,
    string State,
    string Message
)
{
    private const int LongestBrief = 200;

    /// <summary>Escapes would make six characters of one, and the line too long to be read back.</summary>
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly string[] ListeningFeatures = ["reload"];

    /// <summary>The guest's address with prefix length; empty when the report has none.</summary>
    public string Address { get; init; } = "";

    /// <summary>The store path of the current system; empty when the report has none.</summary>
    public string System { get; init; } = "";

    /// <summary>The hash of the current configuration; empty when the report has none.</summary>
    public string Config { get; init; } = "";

    /// <summary>The public SSH host key of the guest; empty when the report has none.</summary>
    public string HostKey { get; init; } = "";

    /// <summary>The names of the units that failed, separated by blanks; empty when there are none.</summary>
    public string FailedUnits { get; init; } = "";

    /// <summary>Whether the guest takes in new content of its config disks while it runs.</summary>
    public bool Listens { get; init; }

    /// <summary>Whether the guest repeats a report of an earlier boot, which says nothing about its state now.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>Whether the guest's configuration is applied.</summary>
    public bool IsReady => Phase == "ready" && !IsFailed;

    /// <summary>Whether the guest has given up.</summary>
    public bool IsFailed => Phase is "failed" or "gave-up" || State == "failed";

    /// <summary>Whether the guest is done with its configuration, applied or not.</summary>
    public bool IsSettled => IsReady || IsFailed || Phase == "idle";

    /// <summary>Whether the report is about a configuration; <c>null</c> means any.</summary>
    public bool IsAbout(string? configHash) =>
        configHash is null || Config == configHash || (Config.Length == 0 && !IsReady);

    /// <summary>The report as text for people.</summary>
    public string Describe() => Message.Length == 0 ? Phase : $"{Phase}: {Message}";

    /// <summary>The report as one short line, for a display that the next report replaces.</summary>
    public string Brief() => TerminalText.Clean(Describe().Replace('\n', ' '), LongestBrief);

    /// <summary>Reads a line, or gives <c>null</c> when it is not a valid report.</summary>
    public static GuestReport? TryParse(string line) => GuestReportParser.Parse(line).Report;

    /// <summary>The report as a line that reads as the same report.</summary>
    public string ToLine() =>
        JsonSerializer.Serialize(
            new
            {
                v = 1,
                seq = Sequence,
                boot = Boot,
                phase = Phase,
                state = State,
                msg = Message,
                config = Config,
                address = Address,
                system = System,
                hostKey = HostKey,
                failedUnits = FailedUnits,
                features = Listens ? ListeningFeatures : [],
                replayed = IsReplayed,
            },
            Readable
        );
}
