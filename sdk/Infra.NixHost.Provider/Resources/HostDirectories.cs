using Infra.NixHost.Host;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Our own directories on the host.</summary>
internal static class HostDirectories
{
    /// <summary>Makes a directory if it is not there.</summary>
    /// <exception cref="HostException">This user may not.</exception>
    public static void Prepare(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new HostException(
                "state-denied",
                $"The directory {directory} cannot be made: {e.Message} Run as root, or set nixhost:stateDirectory to a directory of yours.",
                e
            );
        }
    }
}
