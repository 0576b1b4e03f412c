using System.Buffers.Binary;
using System.Text;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Images;

/// <summary>
/// Reads the names of backing files from the headers of qcow2 files, because <c>qemu-img</c> takes a process for each and a header is one
/// question for all. The format is that of docs/interop/qcow2.txt in QEMU.
/// </summary>
internal sealed class BackingNames(IHostFiles files)
{
    /// <summary>The name lies behind the header and its extensions, and most of these are shorter than this.</summary>
    private const int UsualEnd = 4096;

    /// <summary>The name lies in the first cluster, which has 2 MiB at most.</summary>
    private const int LastEnd = 2 * 1024 * 1024;

    private const int LongestName = 1023;
    private const int NameFields = 20;

    private static ReadOnlySpan<byte> Magic => [0x51, 0x46, 0x49, 0xFB];

    /// <summary>What each file says, in the order of the paths.</summary>
    public IReadOnlyList<RecordedBacking> Read(IReadOnlyList<string> paths)
    {
        var heads = files.Read(paths, FilePart.First(UsualEnd));
        var found = paths.Select((path, i) => Parse(path, heads[i], UsualEnd)).ToArray();
        int[] far = [.. Enumerable.Range(0, found.Length).Where(i => found[i] is null)];
        if (far.Length > 0)
        {
            var clusters = files.Read([.. far.Select(i => paths[i])], FilePart.First(LastEnd));
            for (var i = 0; i < far.Length; i++)
            {
                found[far[i]] = Parse(paths[far[i]], clusters[i], LastEnd);
            }
        }

        return [.. found.Select(f => f ?? Unknown("its header is damaged"))];
    }

    /// <summary>What a file says; <c>null</c> where more of it is needed.</summary>
    private static RecordedBacking? Parse(string path, FileContent head, int read)
    {
        if (head.Failure is { } failure)
        {
            return Unknown(failure.Message);
        }

        var bytes = head.Bytes;
        if (!bytes.StartsWith(Magic))
        {
            return RecordedBacking.None;
        }

        if (bytes.Length < NameFields)
        {
            return Unknown("its header is cut");
        }

        var at = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
        if (at == 0 || length == 0)
        {
            return RecordedBacking.None;
        }

        if (at > LastEnd || length > LongestName)
        {
            return Unknown("its header is damaged");
        }

        var end = (int)at + (int)length;
        return end > bytes.Length
            ? read > bytes.Length || read == LastEnd
                ? Unknown("its header is cut")
                : null
            : Of(path, Encoding.UTF8.GetString(bytes[(int)at..end]));
    }

    private static RecordedBacking Of(string path, string name)
    {
        const string Local = "file:";
        var plain = name.StartsWith(Local, StringComparison.Ordinal) ? name[Local.Length..] : name;
        // A name with a protocol or in JSON may mean any file, and QEMU alone can tell.
        var colon = plain.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && !plain.AsSpan(0, colon).Contains('/')
            ? new(null, $"its backing file is {name}")
            : new(Path.GetFullPath(plain, PathText.DirectoryOf(path)), null);
    }

    private static RecordedBacking Unknown(string why) => new(null, why);
}
