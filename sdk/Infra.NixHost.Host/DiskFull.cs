using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts;

/// <summary>Recognises that a host's disk is full. Every tool quotes the kernel's own words for it.</summary>
internal static class DiskFull
{
    public const string Code = "disk-full";

    public static bool In(string text) =>
        text.Contains("No space left on device", StringComparison.Ordinal);

    /// <summary>.NET puts the path at the end of the kernel's message about a failed write, which it has only of this machine.</summary>
    public static HostException? Of(IOException failure)
    {
        if (!In(failure.Message))
        {
            return null;
        }

        var quoted = failure.Message.Split('\'');
        var path = quoted.Length > 1 ? quoted[^2] : "/";
        return Failure(
            new LocalFiles(),
            $"The file '{path}' cannot be written",
            PathText.DirectoryOf(path),
            failure.Message,
            failure
        );
    }

    /// <param name="files">The files of the host whose disk is full.</param>
    /// <param name="what">What cannot be done, as a clause.</param>
    /// <param name="directory">Where there is no space.</param>
    /// <param name="reason">What the tool said.</param>
    /// <param name="inner">The failure it said it with.</param>
    public static HostException Failure(
        IHostFiles files,
        string what,
        string directory,
        string reason,
        Exception? inner = null
    ) =>
        new(
            Code,
            $"{what}: the disk under '{directory}' is full, {Left(files, directory)}. "
                + $"Free space (`df -h {directory}`; `nix-collect-garbage` removes store paths that nothing uses) and run again.\n{reason}",
            inner
        );

    /// <summary>The number is read after the failed write, which has already given its blocks back.</summary>
    private static string Left(IHostFiles files, string directory) =>
        files.IsDirectory(directory)
            ? $"{files.FreeBytes(directory) / 1024} KiB are left"
            : "and the directory no longer exists";
}
