using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;

namespace Infra.NixHost.Hosts.Facts;

/// <summary>Checks that this user may write to our directories and that QEMU can reach its disks. It writes nothing.</summary>
internal sealed class DirectoryProbe(IHostFiles files, IQemuAccess access)
{
    /// <summary>The problems of a host's directories.</summary>
    public IEnumerable<HostProblem> Inspect(HostOptions options)
    {
        if (!files.IsDirectory(options.ImageDirectory))
        {
            yield return new(
                "image-directory-missing",
                false,
                $"The directory '{options.ImageDirectory}' for disks does not exist.",
                $"Create it (`mkdir -m 711 -p {options.ImageDirectory}`), or set nixhost:imageDirectory."
            );
        }
        else if (
            access.FindObstacle(Path.Combine(options.ImageDirectory, "disk"), reads: false) is
            { } obstacle
        )
        {
            yield return new(
                "image-directory-denied",
                false,
                $"Guests cannot use disks in '{options.ImageDirectory}': {obstacle}",
                $"Allow QEMU's user to enter it: `chmod o+x {options.ImageDirectory}`."
            );
        }

        if (!files.MayWriteInto(options.StateDirectory))
        {
            yield return new(
                "state-directory-denied",
                true,
                $"This user may not write to '{options.StateDirectory}', where consoles and secret disks are kept.",
                "Run as root, or set nixhost:stateDirectory to a directory of yours."
            );
        }

        if (!files.MayWriteInto(options.GcRootDirectory))
        {
            yield return new(
                "gcroots-denied",
                true,
                $"This user may not write to '{options.GcRootDirectory}', so nothing would keep images from the garbage collector.",
                "Run as root, or set nixhost:gcRootDirectory to a directory of yours."
            );
        }
    }
}
