using Infra.NixHost.Hosts;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Tells what the host refuses of its files. What .NET throws of programs and of texts with the same types stays a bug.</summary>
internal static class FileFailure
{
    /// <summary>The failure for the user; <c>null</c> for any other.</summary>
    public static HostException? Of(Exception failure) =>
        failure switch
        {
            FileLoadException or EndOfStreamException => null,
            // .NET names an assembly that is missing by its full name.
            FileNotFoundException { FileName: { } name }
                when name.Contains(", Version=", StringComparison.Ordinal) => null,
            IOException e when HostException.OfFullDisk(e) is { } full => full,
            UnauthorizedAccessException => new(
                "file-denied",
                $"This user is refused a file: {failure.Message} Run as root, or let this user have it.",
                failure
            ),
            IOException => new(
                "file-failed",
                $"A file cannot be read or written: {failure.Message} See that its disk is there and writable, then run again.",
                failure
            ),
            _ => null,
        };
}
