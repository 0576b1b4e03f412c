using Infra.NixHost.Host;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>
/// What a guest has reported so far, on the host's disk: a channel gives every line once, and the run that read it may have been killed.
/// </summary>
internal sealed class GuestJournal(string path)
{
    /// <summary>The journal of one guest.</summary>
    public static GuestJournal Of(HostOptions options, Guid uuid) =>
        new(Path.Combine(options.StateDirectory, "guests", $"{uuid:D}.jsonl"));

    /// <summary>All reports, oldest first.</summary>
    public IReadOnlyList<GuestReport> Read() =>
        File.Exists(path)
            ? [.. File.ReadLines(path).Select(GuestReport.TryParse).OfType<GuestReport>()]
            : [];

    /// <summary>Adds a line.</summary>
    public void Append(string line)
    {
        HostDirectories.Prepare(Path.GetDirectoryName(path)!);
        File.AppendAllText(path, line + "\n");
    }

    /// <summary>Forgets the guest.</summary>
    public void Delete()
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
