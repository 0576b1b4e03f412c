using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Infra.Protocol;

namespace Infra.Engine.Files;

/// <summary>Reads files of users and states: only regular ones, because a pipe blocks and a device never ends, and only up to a limit.</summary>
public static partial class RegularFile
{
    /// <summary>The largest state, journal or history file, also when it is unpacked.</summary>
    public const long StateLimit = 512L << 20;

    /// <summary>The largest file that people or settings write.</summary>
    public const long TextLimit = 8L << 20;

    private const int CurrentDirectory = -100;
    private const uint TypeOnly = 1;
    private const int TypeBits = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>The content of a file; <c>null</c> when there is none.</summary>
    /// <exception cref="InfraException">It cannot be read, is too large, or is not a regular file.</exception>
    public static byte[]? ReadBytes(string path, long limit = StateLimit) =>
        Read(
            path,
            file =>
            {
                if (file.Length > limit)
                {
                    throw new InfraException(
                        $"{path} has {file.Length} bytes, more than the {limit} that are read. Is it the right file?"
                    );
                }

                var content = new byte[file.Length];
                var read = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
                return read == content.Length ? content : content[..read];
            }
        );

    /// <summary>What becomes of a file that may be too large to be held as a whole; the default when there is none.</summary>
    /// <exception cref="InfraException">It cannot be read, or is not a regular file.</exception>
    public static T? Read<T>(string path, Func<FileStream, T> read)
    {
        try
        {
            using var file = OpenExisting(path);
            return read(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfraException($"Could not read {path}: {e.Message}", e);
        }
    }

    /// <summary>The text of a file; <c>null</c> when there is none.</summary>
    /// <exception cref="InfraException">It cannot be read, is too large, or is not a regular file.</exception>
    public static string? ReadText(string path)
    {
        if (ReadBytes(path, TextLimit) is not { } content)
        {
            return null;
        }

        using var reader = new StreamReader(new MemoryStream(content), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Opens a file for reading.</summary>
    /// <param name="what">What it is to the user, for messages.</param>
    /// <exception cref="InfraException">It cannot be read, or is not a regular file.</exception>
    public static FileStream Open(string path, string what)
    {
        try
        {
            return OpenExisting(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfraException($"Cannot read {what} ({path}): {e.Message}", e);
        }
    }

    private static FileStream OpenExisting(string path)
    {
        if (KindOf(path) is { } kind)
        {
            throw new InfraException(
                $"{path} is {kind}, not a regular file, and is not read. Put a file in its place."
            );
        }

        return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>What a path names instead of a regular file; <c>null</c> for a regular file or none.</summary>
    private static string? KindOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Directory.Exists(path) ? "a directory" : null;
        }

        // struct statx is alike on every architecture: 256 bytes, and the mode at byte 28.
        Span<byte> facts = stackalloc byte[256];
        if (Statx(CurrentDirectory, path, 0, TypeOnly, facts) != 0)
        {
            return null;
        }

        return (BinaryPrimitives.ReadUInt16LittleEndian(facts[28..]) & TypeBits) switch
        {
            Regular => null,
            0x1000 => "a named pipe",
            0x4000 => "a directory",
            0xC000 => "a socket",
            _ => "a device",
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(
        int directory,
        string path,
        int flags,
        uint mask,
        Span<byte> facts
    );
}
