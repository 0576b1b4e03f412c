namespace Infra.NixHost.Hosts.Files;

/// <summary>The part of a file to read, so that no file is read without a limit.</summary>
public readonly record struct FilePart
{
    private FilePart(int most, bool isWhole, bool isEnd) =>
        (Most, IsWhole, IsEnd) = (most, isWhole, isEnd);

    /// <summary>The most bytes of a small text file: records, settings, what the kernel tells.</summary>
    private const int SmallFile = 4 * 1024 * 1024;

    /// <summary>The most bytes that are read.</summary>
    public int Most { get; }

    /// <summary>Whether a larger file is a failure.</summary>
    public bool IsWhole { get; }

    /// <summary>Whether the bytes are the last ones of the file.</summary>
    public bool IsEnd { get; }

    /// <summary>The whole of a small file; one above 4 MiB is a failure.</summary>
    public static FilePart Whole { get; } = new(SmallFile, isWhole: true, isEnd: false);

    /// <summary>The first bytes; none at all tells only whether the file can be read.</summary>
    public static FilePart First(int bytes) => new(bytes, isWhole: false, isEnd: false);

    /// <summary>The last bytes.</summary>
    public static FilePart Last(int bytes) => new(bytes, isWhole: false, isEnd: true);
}
