namespace Infra.NixHost.Host;

/// <summary>Recognises that a host's disk is full, in the words of any tool: they all quote the kernel's.</summary>
internal static class DiskFull
{
    public const string Code = "disk-full";

    public static bool In(string text) =>
        text.Contains("No space left on device", StringComparison.Ordinal);

    /// <param name="what">What cannot be done, as a clause.</param>
    /// <param name="directory">Where there is no space.</param>
    /// <param name="reason">What the tool said.</param>
    /// <param name="inner">The failure it said it with.</param>
    public static HostException Failure(
        string what,
        string directory,
        string reason,
        Exception? inner = null
    ) =>
        new(
            Code,
            $"{what}: the disk under '{directory}' is full. "
                + $"Free space (`df -h {directory}`; `nix-collect-garbage` removes store paths that nothing uses) and run again.\n{reason}",
            inner
        );
}
