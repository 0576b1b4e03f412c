namespace Infra.NixHost.Hosts.Images;

/// <summary>The rules between an image and its backing file, which neither libvirt nor QEMU enforces.</summary>
internal static class ChainRules
{
    public const string Missing = "chain-missing";
    public const string Denied = "chain-denied";
    public const string Foreign = "chain-foreign";

    public static IEnumerable<ChainFinding> Check(IReadOnlyList<DiskImage> chain)
    {
        for (var i = 0; i + 1 < chain.Count; i++)
        {
            var (above, below) = (chain[i], chain[i + 1]);
            if (above.BackingFormat != below.Format)
            {
                yield return new(
                    "chain-format",
                    above.Path,
                    $"The disk '{above.Path}' records {above.BackingFormat ?? "no format"} for its backing file '{below.Path}', which is "
                        + $"{below.Format}: a guest would see garbage. Correct it while no guest runs: "
                        + $"`qemu-img rebase -u -b {below.Path} -F {below.Format} {above.Path}`."
                );
            }

            if (above.VirtualSize < below.VirtualSize)
            {
                yield return new(
                    "chain-short",
                    above.Path,
                    $"The disk '{above.Path}' has {above.VirtualSize} bytes, but its backing file '{below.Path}' has {below.VirtualSize}: the end is missing. "
                        + $"Grow it: `qemu-img resize {above.Path} {below.VirtualSize}`."
                );
            }
        }
    }

    public static ChainFinding IsMissing(string disk, string path, string? storePath) =>
        new(
            Missing,
            path,
            $"The backing file '{path}' of the disk '{disk}' is missing: no guest can start with it. "
                + (
                    storePath is null
                        ? "Restore the file, or replace the disk."
                        : $"Run refresh, which builds {storePath} again if its derivation is still there, or replace the disk."
                )
        );

    public static ChainFinding IsForeign(string disk, string path) =>
        new(
            Foreign,
            path,
            $"The disk '{disk}' has the backing file '{path}', which lies neither in the Nix store nor in a storage pool nor beside the disk: "
                + "an image could show a guest any file of the host that way. "
                + $"If you trust it, move '{path}' into a pool or beside the disk and run `qemu-img rebase -u -b NEW-PATH -F FORMAT {disk}`."
        );

    public static ChainFinding IsEndless(string disk) =>
        new(
            "chain-endless",
            disk,
            $"The images behind the disk '{disk}' back each other without end. Replace the disk, or give one of them another backing file."
        );

    public static ChainFinding HasChanged(string disk, string path, string why) =>
        new(
            "base-changed",
            path,
            $"The backing file '{path}' has other bytes than when the disk '{disk}' was made ({why}): a guest would find a broken file system. "
                + "Restore the former file, or replace the disk."
        );
}
