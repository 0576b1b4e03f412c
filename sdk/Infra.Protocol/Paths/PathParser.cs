using System.Globalization;
using System.Text;
using Infra.Protocol.Values;

namespace Infra.Protocol.Paths;

/// <summary>Reads one path.</summary>
internal sealed class PathParser(string text)
{
    private readonly List<PathSegment> _segments = [];
    private int _at;

    /// <summary>What is wrong with the text, once reading failed.</summary>
    public string Error { get; private set; } = "";

    public bool TryParse(out IReadOnlyList<PathSegment> segments)
    {
        segments = _segments;
        if (text.StartsWith('.'))
        {
            return Fail("it begins with a dot");
        }

        while (_at < text.Length)
        {
            if (!(text[_at] == '[' ? ReadBracket() : ReadName()))
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadName()
    {
        if (text[_at] == '.' && ++_at == text.Length)
        {
            return Fail("it ends with a dot");
        }

        // Old providers write a dot before a bracket.
        if (text[_at] == '[')
        {
            return true;
        }

        var end = text.AsSpan(_at).IndexOfAny('.', '[');
        end = end < 0 ? text.Length : _at + end;
        if (end == _at)
        {
            return Fail($"a name is missing at position {_at}");
        }

        _segments.Add(text[_at..end]);
        _at = end;
        return true;
    }

    private bool ReadBracket()
    {
        if (_at + 1 < text.Length && text[_at + 1] == '"')
        {
            return ReadQuoted();
        }

        var close = text.IndexOf(']', _at);
        if (close < 0)
        {
            return Fail($"the bracket at position {_at} is not closed");
        }

        var inside = text[(_at + 1)..close];
        if (string.Equals(inside, "*", StringComparison.Ordinal))
        {
            _segments.Add(PathSegment.Wildcard);
        }
        else if (
            int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        )
        {
            _segments.Add(index);
        }
        else
        {
            return Fail($"'{inside}' is not an index; names in brackets need quotes");
        }

        _at = close + 1;
        return true;
    }

    private bool ReadQuoted()
    {
        var name = new StringBuilder();
        var i = _at + 2;
        for (; i < text.Length && text[i] != '"'; i++)
        {
            // Only a quote needs the backslash; any other backslash is part of the name.
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '"')
            {
                i++;
            }

            name.Append(text[i]);
        }

        if (i >= text.Length || i + 1 >= text.Length || text[i + 1] != ']')
        {
            return Fail($"the quoted name at position {_at} does not end with \"]");
        }

        _segments.Add(name.ToString());
        _at = i + 2;
        return true;
    }

    private bool Fail(string error)
    {
        Error = error;
        return false;
    }
}
