using Infra.NixHost.Host.Accelerators;
using Infra.NixHost.Host.Files;

namespace Infra.NixHost.Host.Images;

/// <summary>Compares owners and modes with QEMU's user. It ignores access control lists and AppArmor.</summary>
/// <param name="paths">The host's user database and libvirt's configuration.</param>
internal sealed class QemuAccess(AcceleratorPaths paths) : IQemuAccess
{
    private const int Read = 4;
    private const int Enter = 1;
    private readonly Lazy<QemuUser> _user = new(() => QemuUser.Find(paths));

    /// <inheritdoc/>
    public string? FindObstacle(string path, bool reads)
    {
        var user = _user.Value;
        for (
            var directory = Path.GetDirectoryName(path);
            directory is not null;
            directory = Path.GetDirectoryName(directory)
        )
        {
            if (!Directory.Exists(directory))
            {
                return $"The directory '{directory}' does not exist. Create it, so that QEMU's user '{user.Name}' can enter it.";
            }

            if (Denies(directory, Enter))
            {
                return $"QEMU's user '{user.Name}' may not enter the directory '{directory}'. "
                    + (
                        SystemDirectories.Have(directory)
                            ? "Keep disks elsewhere, because that directory is not for others."
                            : $"Allow it (`chmod o+x {directory}`), or keep disks elsewhere."
                    );
            }
        }

        return reads && Denies(path, Read)
            ? $"QEMU's user '{user.Name}' may not read it. "
                + (
                    SystemDirectories.Have(RealPath.Of(path))
                        ? "Use a copy elsewhere, because that file is not for others."
                        : $"Allow it: `chmod o+r {path}`."
                )
            : null;

        bool Denies(string at, int bits) =>
            FileStat.Read(at) is { } stat && !stat.Allows(bits, user.Id, user.Groups);
    }
}
