using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Our own directories on the host.</summary>
internal static class HostDirectories
{
    /// <summary>Creates the directory of a file unless it exists.</summary>
    /// <exception cref="HostException">This user may not create it.</exception>
    public static void PrepareFor(IHostFiles files, string file) =>
        Prepare(
            files,
            Path.GetDirectoryName(file)
                ?? throw new ArgumentException($"{file} is a root.", nameof(file))
        );

    /// <summary>Creates a directory unless it exists.</summary>
    /// <exception cref="HostException">This user may not create it.</exception>
    public static void Prepare(IHostFiles files, string directory) =>
        Prepare(files, directory, DirectoryRights.Entered);

    /// <summary>Creates a directory that only this user can enter.</summary>
    /// <exception cref="HostException">This user may not create it.</exception>
    public static void PreparePrivate(IHostFiles files, string directory) =>
        Prepare(files, directory, DirectoryRights.Private);

    private static void Prepare(IHostFiles files, string directory, DirectoryRights rights)
    {
        try
        {
            files.MakeDirectory(directory, rights);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new HostException(
                "state-denied",
                $"The directory {directory} cannot be created: {e.Message} Run as root, or set nixhost:stateDirectory to a directory that you may write to.",
                e
            );
        }
    }
}
