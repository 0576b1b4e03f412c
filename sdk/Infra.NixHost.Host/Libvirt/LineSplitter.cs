using System.Text;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>
/// Splits UTF-8 text into lines. The text arrives in pieces, which may end inside a character. A line longer than the limit is cut there,
/// and the rest of it is dropped.
/// </summary>
internal sealed class LineSplitter(int longest)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();

    public IReadOnlyList<string> Add(ReadOnlySpan<byte> piece)
    {
        var text = new char[_decoder.GetCharCount(piece, flush: false)];
        _decoder.GetChars(piece, text, flush: false);
        var complete = new List<string>();
        foreach (var character in text)
        {
            if (character == '\n')
            {
                complete.Add(_line.ToString().TrimEnd('\r'));
                _line.Clear();
            }
            else if (_line.Length < longest)
            {
                _line.Append(character);
            }
        }

        return complete;
    }
}
