using System.Text;

namespace Infra.Engine.Values.Assets;

/// <summary>Makes headers of tar files; layout of POSIX.1-1988 (ustar).</summary>
internal static class TarHeader
{
    private const int Size = 512;
    private const int FileMode = 0b110_000_000;
    private static readonly Range ChecksumField = 148..156;

    /// <summary>The header of a file.</summary>
    public static byte[] File(string name, string prefix, long length)
    {
        var header = New(name, FileMode, length, '0');
        Octal(0, 8, header, 329);
        Octal(0, 8, header, 337);
        Text(prefix, TarNames.PrefixLength, header, 345);
        return Checked(header);
    }

    /// <summary>The header of an extension record, which precedes the file's own header.</summary>
    public static byte[] Extension(string name, long length) =>
        Checked(New(name, mode: 0, length, 'x'));

    private static byte[] New(string name, int mode, long length, char type)
    {
        var header = new byte[Size];
        Text(name, TarNames.NameLength, header, 0);
        Octal(mode, 8, header, 100);
        Octal(0, 8, header, 108);
        Octal(0, 8, header, 116);
        Octal(length, 12, header, 124);
        Octal(0, 12, header, 136);
        header[156] = (byte)type;
        Text("ustar", 6, header, 257);
        Text("00", 2, header, 263);
        return header;
    }

    // The checksum is the sum of all bytes, with its own field blank.
    private static byte[] Checked(byte[] header)
    {
        header.AsSpan(ChecksumField).Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes(Digits(sum, 6) + "\0 ").CopyTo(header, ChecksumField.Start.Value);
        return header;
    }

    private static void Text(string text, int length, byte[] header, int offset) =>
        Encoding
            .ASCII.GetBytes(text.Length > length ? text[..length] : text)
            .CopyTo(header, offset);

    // The last byte of the field stays zero.
    private static void Octal(long value, int length, byte[] header, int offset) =>
        Encoding.ASCII.GetBytes(Digits(value, length - 1)).CopyTo(header, offset);

    private static string Digits(long value, int length) =>
        Convert.ToString(value, 8).PadLeft(length, '0');
}
