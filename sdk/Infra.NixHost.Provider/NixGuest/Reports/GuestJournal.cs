using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>
/// The newest reports of a guest, on the host's disk. A channel gives every line once, and the run that read it may have been killed.
/// </summary>
internal sealed class GuestJournal(IHostFiles files, string path)
{
    /// <summary>A journal of this size, in bytes, is cut to its newest half.</summary>
    public const int LargestFile = 512 * 1024;

    /// <summary>The journal of one guest.</summary>
    public static GuestJournal Of(INixHost host, Guid uuid) =>
        new(host.Files, Path.Combine(host.Options.StateDirectory, "guests", $"{uuid:D}.jsonl"));

    /// <summary>The kept reports, oldest first.</summary>
    public IReadOnlyList<GuestReport> Read() =>
        [.. Lines(LargestFile).Select(GuestReport.TryParse).OfType<GuestReport>()];

    /// <summary>Adds a report.</summary>
    public void Append(GuestReport report)
    {
        HostDirectories.PreparePrivate(files, Path.GetDirectoryName(path) ?? "/");
        files.AppendPrivate(path, report.ToLine() + "\n");
        if (files.Stat(path) is { Size: > LargestFile })
        {
            files.ReplacePrivate(path, string.Concat(Lines(LargestFile / 2).Select(l => l + "\n")));
        }
    }

    /// <summary>Deletes the journal.</summary>
    public void Delete() => files.Delete(path);

    /// <summary>The whole lines in the last bytes of the file.</summary>
    private IReadOnlyList<string> Lines(int most)
    {
        // One byte more tells whether there is more.
        var end = files.Read(path, FilePart.Last(most + 1));
        var lines = end.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return end.Bytes.Length > most ? lines[1..] : lines;
    }
}
