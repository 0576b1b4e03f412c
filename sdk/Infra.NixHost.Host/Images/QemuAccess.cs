using Infra.NixHost.Hosts.Accelerators;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Images;

/// <summary>Compares owners and modes with QEMU's user. It ignores access control lists and AppArmor.</summary>
/// <param name="files">The files of the host.</param>
/// <param name="paths">The host's user database and libvirt's configuration.</param>
internal sealed class QemuAccess(IHostFiles files, AcceleratorPaths paths) : IQemuAccess
{
    private const int Read = 4;
    private const int Enter = 1;
    private readonly Lazy<QemuUser> _user = new(() => QemuUser.Find(files, paths));

    /// <inheritdoc/>
    public string? FindObstacle(string path, bool reads)
    {
        var user = _user.Value;
        string[] directories = [.. Above(path)];
        var stats = files.Stat([.. directories, path]);
        for (var i = 0; i < directories.Length; i++)
        {
            var directory = directories[i];
            if (stats[i] is not { IsDirectory: true })
            {
                return $"The directory '{directory}' does not exist. Create it, so that QEMU's user '{user.Name}' can enter it.";
            }

            if (Denies(stats[i], Enter))
            {
                return $"QEMU's user '{user.Name}' may not enter the directory '{directory}'. "
                    + (
                        SystemDirectories.Have(directory)
                            ? "Keep disks elsewhere, because that directory is not for others."
                            : $"Allow it (`chmod o+x {directory}`), or keep disks elsewhere."
                    );
            }
        }

        return reads && Denies(stats[^1], Read)
            ? $"QEMU's user '{user.Name}' may not read it. "
                + (
                    SystemDirectories.Have(files.RealPath(path))
                        ? "Use a copy elsewhere, because that file is not for others."
                        : $"Allow it: `chmod o+r {path}`."
                )
            : null;

        bool Denies(FileStat? stat, int bits) =>
            stat is not null && !stat.Allows(bits, user.Id, user.Groups);
    }

    /// <summary>The directories that lead to a file, the nearest one first.</summary>
    private static IEnumerable<string> Above(string path)
    {
        for (
            var directory = Path.GetDirectoryName(path);
            directory is not null;
            directory = Path.GetDirectoryName(directory)
        )
        {
            yield return directory;
        }
    }
}
