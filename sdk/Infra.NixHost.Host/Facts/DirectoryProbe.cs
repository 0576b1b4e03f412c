using System.Runtime.InteropServices;
using Infra.NixHost.Host.Images;

namespace Infra.NixHost.Host.Facts;

/// <summary>Looks whether we may write where we must, and whether QEMU can reach what it needs. Nothing is written.</summary>
internal sealed partial class DirectoryProbe(IQemuAccess access)
{
    private const int Write = 2;

    /// <summary>What is wrong with the directories of a host.</summary>
    public IEnumerable<HostProblem> Inspect(HostOptions options)
    {
        if (!Directory.Exists(options.ImageDirectory))
            yield return new(
                "image-directory-missing",
                false,
                $"The directory '{options.ImageDirectory}' for disks does not exist.",
                $"Create it (`mkdir -m 711 -p {options.ImageDirectory}`), or set nixhost:imageDirectory."
            );
        else if (
            access.FindObstacle(Path.Combine(options.ImageDirectory, "disk"), reads: false) is
            { } obstacle
        )
            yield return new(
                "image-directory-denied",
                false,
                $"Guests cannot use disks in '{options.ImageDirectory}': {obstacle}",
                $"Let QEMU's user enter it: `chmod o+x {options.ImageDirectory}`."
            );
        if (!IsWritable(options.StateDirectory))
            yield return new(
                "state-directory-denied",
                true,
                $"This user may not write to '{options.StateDirectory}', where consoles and secret disks lie.",
                "Run as root, or set nixhost:stateDirectory to a directory of yours."
            );
        if (!IsWritable(options.GcRootDirectory))
            yield return new(
                "gcroots-denied",
                true,
                $"This user may not write to '{options.GcRootDirectory}', so that nothing keeps images from the garbage collector.",
                "Run as root, or set nixhost:gcRootDirectory to a directory of yours."
            );
    }

    /// <summary>A directory that is not there is made in the nearest one that is.</summary>
    private static bool IsWritable(string directory)
    {
        var there = directory;
        while (!Directory.Exists(there))
            there = Path.GetDirectoryName(there) ?? "/";
        return Access(there, Write) == 0;
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
