using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Files;

/// <summary>Paths of this machine without links, by which two names of one file are the same.</summary>
internal static partial class RealPath
{
    /// <summary>As many links as the kernel follows.</summary>
    private const int MostLinks = 40;

    /// <summary>
    /// The path of the file that a path leads to, as in realpath(3). Where there is no such file, links are followed as far as they lead.
    /// </summary>
    public static string Of(string path) => Of(path, MostLinks);

    private static string Of(string path, int links)
    {
        if (Follow(path) is { } real)
        {
            return real;
        }

        if (Path.GetDirectoryName(path) is not { Length: > 0 } directory)
        {
            return path;
        }

        var here = Path.Combine(Of(directory, links), Path.GetFileName(path));
        try
        {
            return links > 0 && new FileInfo(here).LinkTarget is { } target
                ? Of(Path.GetFullPath(target, Path.GetDirectoryName(here) ?? "/"), links - 1)
                : here;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A path that cannot be followed is its own name; the check of the disk's source reports it.
            return here;
        }
    }

    private static unsafe string? Follow(string path)
    {
        var real = Find(path, null);
        if (real is null)
        {
            return null;
        }

        try
        {
            return Marshal.PtrToStringUTF8((nint)real);
        }
        finally
        {
            NativeMemory.Free(real);
        }
    }

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial byte* Find(string path, byte* buffer);
}
