using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Infra.Engine.Values.Assets;

/// <summary>
/// The SHA-256 of files as the tar file that Go's archive/tar makes of their names, sizes and contents: POSIX ustar, mode 0600, no
/// owners, no times; names that do not fit get a pax header of their own.
/// </summary>
internal sealed class TarHash : IDisposable
{
    private const int Block = 512;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly HashSet<string> _names = new();

    /// <summary>Adds a file; only the first of a name counts.</summary>
    public async Task AddAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        if (!_names.Add(entry.Name))
        {
            return;
        }

        AddHeader(entry);
        var buffer = new byte[81920];
        int read;
        while ((read = await entry.Content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            _hash.AppendData(buffer, 0, read);
        }

        Pad(entry.Length);
    }

    /// <summary>The hash of all that was added, in hexadecimal digits.</summary>
    public string Finish()
    {
        _hash.AppendData(new byte[2 * Block]);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void AddHeader(ArchiveEntry entry)
    {
        if (TarNames.Split(entry.Name) is (var prefix, var name))
        {
            _hash.AppendData(TarHeader.File(name, prefix, entry.Length));
            return;
        }

        var record = Encoding.UTF8.GetBytes(Record("path", entry.Name));
        _hash.AppendData(TarHeader.Extension(TarNames.OfExtension(entry.Name), record.Length));
        _hash.AppendData(record);
        Pad(record.Length);
        _hash.AppendData(TarHeader.File(TarNames.Ascii(entry.Name), prefix: "", entry.Length));
    }

    // A record begins with its own length, which counts its own digits.
    private static string Record(string key, string value)
    {
        var content = $" {key}={value}\n";
        var length = Encoding.UTF8.GetByteCount(content);
        var total = length + Digits(length);
        total = length + Digits(total);
        return total.ToString(CultureInfo.InvariantCulture) + content;
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;

    private void Pad(long length)
    {
        var rest = (int)(length % Block);
        if (rest > 0)
        {
            _hash.AppendData(new byte[Block - rest]);
        }
    }
}
