using System.Collections.Immutable;
using System.Text;

namespace Infra.Protocol.Values;

/// <summary>Writes paths.</summary>
internal static class PathText
{
    public static string Write(ImmutableArray<PathSegment> segments)
    {
        var text = new StringBuilder();
        foreach (var segment in segments)
        {
            if (segment.Name is not { } name)
            {
                text.Append('[').Append(segment.Index).Append(']');
            }
            else if (IsPlain(name))
            {
                text.Append(text.Length == 0 ? "" : ".").Append(name);
            }
            else
            {
                text.Append("[\"")
                    .Append(name.Replace("\"", "\\\"", StringComparison.Ordinal))
                    .Append("\"]");
            }
        }

        return text.ToString();
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
