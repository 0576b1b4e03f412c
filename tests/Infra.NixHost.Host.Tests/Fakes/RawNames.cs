using System.Runtime.InteropServices;
using System.Text;

namespace Infra.NixHost.Hosts.Tests.Fakes;

/// <summary>Makes files that .NET cannot: names that are not UTF-8, and pipes.</summary>
internal static partial class RawNames
{
    private const int Create = 0x41;
    private const int OwnerOnly = 0x180;

    /// <summary>Makes an empty file with a name in Latin-1.</summary>
    public static void Write(string directory, string name)
    {
        var file = Open(PathOf(directory, name), Create, OwnerOnly);
        Assert.That(file, Is.GreaterThanOrEqualTo(0), "the file cannot be made");
        _ = Close(file);
    }

    /// <summary>Removes a file that .NET cannot remove either.</summary>
    public static void Delete(string directory, string name) => _ = Unlink(PathOf(directory, name));

    private static byte[] PathOf(string directory, string name) =>
        [.. Encoding.UTF8.GetBytes(directory + "/"), .. Encoding.Latin1.GetBytes(name), 0];

    /// <summary>Makes a pipe, at which a reader would wait for ever.</summary>
    public static void MakePipe(string path) =>
        Assert.That(Pipe(path, OwnerOnly), Is.Zero, "the pipe cannot be made");

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Pipe(string path, int mode);

    [LibraryImport("libc", EntryPoint = "open")]
    private static partial int Open(byte[] path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "unlink")]
    private static partial int Unlink(byte[] path);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
