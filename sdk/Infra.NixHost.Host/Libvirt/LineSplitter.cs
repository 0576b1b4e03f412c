using System.Text;

namespace Infra.NixHost.Host.Libvirt;

/// <summary>Makes lines of a text that arrives in pieces. A line longer than the limit is cut there; the rest of it is dropped.</summary>
internal sealed class LineSplitter(int longest)
{
    private readonly StringBuilder _line = new();

    public IEnumerable<string> Add(string piece)
    {
        var complete = new List<string>();
        foreach (var character in piece)
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
