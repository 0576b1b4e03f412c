using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Infra.Cli.Commands.Imports;

/// <summary>Names and literals of C#.</summary>
internal static class CSharpWords
{
    /// <summary>The reserved words of C#, from its specification.</summary>
    private static readonly FrozenSet<string> Keywords = (
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event "
        + "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null "
        + "object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string "
        + "struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A free name of a variable: the resource's name in camel case.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="taken">The names that are taken; it grows by the one that is returned.</param>
    public static string Variable(string name, ISet<string> taken)
    {
        var words = name.Split(
            [.. name.Where(c => !char.IsAsciiLetterOrDigit(c)).Distinct()],
            StringSplitOptions.RemoveEmptyEntries
        );
        var joined = string.Concat(words.Select(PascalCase));
        var variable =
            joined.Length == 0 || char.IsAsciiDigit(joined[0])
                ? $"resource{joined}"
                : char.ToLowerInvariant(joined[0]) + joined[1..];
        var free = variable;
        for (var i = 2; !taken.Add(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{variable}{i}");
        }

        // A keyword of the language is a name with this mark, and every other name may have it too.
        return Keywords.Contains(free) ? $"@{free}" : free;
    }

    /// <summary>A text as a literal.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => literal.Append("\\\""),
                '\\' => literal.Append("\\\\"),
                '\n' => literal.Append("\\n"),
                '\t' => literal.Append("\\t"),
                _ when char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' =>
                    literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => literal.Append(c),
            };
        }

        return literal.Append('"').ToString();
    }

    /// <summary>The name of a property or a type: <c>maxMemory</c> becomes <c>MaxMemory</c>.</summary>
    public static string PascalCase(string name) =>
        name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
}
