using System.Runtime.InteropServices;

namespace Infra.NixHost.Host.Files;

/// <summary>Paths without links.</summary>
internal static partial class RealPath
{
    /// <summary>The path of the file that a path leads to, as in realpath(3); the path itself when it leads nowhere.</summary>
    public static unsafe string Of(string path)
    {
        var real = Find(path, null);
        if (real is null)
        {
            return path;
        }

        try
        {
            return Marshal.PtrToStringUTF8((nint)real) ?? path;
        }
        finally
        {
            NativeMemory.Free(real);
        }
    }

    /// <summary>Whether a path lies below a directory.</summary>
    public static bool IsBelow(string path, string directory) =>
        path.StartsWith(
            Path.TrimEndingDirectorySeparator(directory) + "/",
            StringComparison.Ordinal
        );

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial byte* Find(string path, byte* buffer);
}
