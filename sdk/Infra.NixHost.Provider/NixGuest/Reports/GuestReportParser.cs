using System.Text.Json;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>Reads the lines of a guest. A guest is a stranger, so every field is checked for its type and its form.</summary>
internal static class GuestReportParser
{
    /// <summary>The bootstrap's own lines have at most 4 KiB; the limit leaves room for messages outside of ASCII.</summary>
    public const int LongestLine = 16 * 1024;

    /// <summary>Reads a line; it never throws.</summary>
    public static GuestLine Parse(string line)
    {
        if (line.Length > LongestLine)
        {
            return new(null, $"it has more than {LongestLine} characters");
        }

        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Read(new(json.RootElement))
                : new(null, "it is not a JSON object");
        }
        catch (Exception e)
            when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // The last two are .NET's answer to half a surrogate pair, in the line or in the name of a field.
            return new(null, "it is not JSON");
        }
    }

    private static GuestLine Read(ReportFields fields)
    {
        fields.RequireVersion();
        var report = new GuestReport(
            fields.Sequence(),
            fields.Text("boot", ReportForms.IsBoot),
            fields.Text("phase", ReportForms.IsWord),
            fields.Text("state", ReportForms.IsWord),
            fields.Message() is { Length: > 0 } message ? message : fields.Message("error")
        )
        {
            Config = fields.Text("config", ReportForms.IsHash),
            Address = fields.Detail("address", ReportForms.IsAddress),
            System = fields.Detail("system", ReportForms.IsStorePath),
            HostKey = fields.Detail("hostKey", ReportForms.IsHostKey),
            FailedUnits = fields.Detail("failedUnits", ReportForms.AreUnits),
            Listens = fields.HasFeature("reload"),
            IsReplayed = fields.Flag("replayed"),
        };
        if (report.Phase.Length == 0)
        {
            fields.Refuse("'phase' is missing");
        }

        return new(fields.IsRefused ? null : report, fields.Fault);
    }
}
