namespace Infra.NixHost.Host.Images;

/// <summary>What must hold between an image and the one it lies on; neither libvirt nor QEMU insists on it.</summary>
internal static class ChainRules
{
    public const string Missing = "chain-missing";
    public const string Denied = "chain-denied";

    public static IEnumerable<ChainFinding> Check(IReadOnlyList<DiskImage> chain)
    {
        for (var i = 0; i + 1 < chain.Count; i++)
        {
            var (above, below) = (chain[i], chain[i + 1]);
            if (above.BackingFormat != below.Format)
                yield return new(
                    "chain-format",
                    above.Path,
                    $"The disk '{above.Path}' takes '{below.Path}' for {above.BackingFormat ?? "an image of no recorded format"}, but it is "
                        + $"{below.Format}: a guest would see other bytes. Correct it while no guest runs: "
                        + $"`qemu-img rebase -u -b {below.Path} -F {below.Format} {above.Path}`."
                );
            if (above.VirtualSize < below.VirtualSize)
                yield return new(
                    "chain-short",
                    above.Path,
                    $"The disk '{above.Path}' has {above.VirtualSize} bytes and lies on '{below.Path}' with {below.VirtualSize}: its end is missing. "
                        + $"Grow it: `qemu-img resize {above.Path} {below.VirtualSize}`."
                );
        }
    }

    public static ChainFinding IsMissing(string disk, string path, string? storePath) =>
        new(
            Missing,
            path,
            $"The disk '{disk}' has lost '{path}', which it lies on: no guest can start with it. "
                + (
                    storePath is null
                        ? "Bring the file back, or replace the disk."
                        : $"Get {storePath} back (refresh builds the image again if its derivation is still there), or replace the disk."
                )
        );

    public static ChainFinding HasChanged(string disk, string path, string why) =>
        new(
            "base-changed",
            path,
            $"The disk '{disk}' was made on other bytes than '{path}' has now ({why}): a guest would find a broken file system. "
                + "Bring the former file back, or replace the disk."
        );
}
