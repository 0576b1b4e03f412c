using Infra.NixHost.Host;
using Infra.NixHost.Host.Files;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>
/// The newest reports of a guest, on the host's disk. A channel gives every line once, and the run that read it may have been killed.
/// </summary>
internal sealed class GuestJournal(string path)
{
    /// <summary>A journal of this size, in bytes, is cut to its newest half.</summary>
    public const int LargestFile = 512 * 1024;

    /// <summary>The journal of one guest.</summary>
    public static GuestJournal Of(HostOptions options, Guid uuid) =>
        new(Path.Combine(options.StateDirectory, "guests", $"{uuid:D}.jsonl"));

    /// <summary>The kept reports, oldest first.</summary>
    public IReadOnlyList<GuestReport> Read() =>
        [.. Lines(LargestFile).Select(GuestReport.TryParse).OfType<GuestReport>()];

    /// <summary>Adds a report.</summary>
    public void Append(GuestReport report)
    {
        HostDirectories.PreparePrivate(Path.GetDirectoryName(path) ?? "/");
        PrivateFiles.Append(path, report.ToLine() + "\n");
        if (new FileInfo(path).Length > LargestFile)
        {
            PrivateFiles.Replace(path, string.Concat(Lines(LargestFile / 2).Select(l => l + "\n")));
        }
    }

    /// <summary>Deletes the journal.</summary>
    public void Delete()
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>The whole lines in the last bytes of the file.</summary>
    private IReadOnlyList<string> Lines(int most)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = File.OpenRead(path);
        var isCut = file.Length > most;
        file.Seek(isCut ? -most : 0, isCut ? SeekOrigin.End : SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return isCut ? lines[1..] : lines;
    }
}
