using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Infra.Protocol;

namespace Infra.Engine.Workspace.Configuration;

/// <summary>Paths into structured values, as <c>--path</c> takes them: <c>a.b[0]["c.d"]</c>. The first step is the key.</summary>
public static class ConfigPath
{
    /// <summary>Reads a path.</summary>
    /// <exception cref="InfraException">The text is not a path.</exception>
    public static ImmutableArray<ConfigStep> Parse(string text)
    {
        var steps = ImmutableArray.CreateBuilder<ConfigStep>();
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == '[')
            {
                steps.Add(Bracket(text, ref at));
            }
            else
            {
                if (text[at] == '.')
                {
                    at = steps.Count > 0 ? at + 1 : throw Wrong(text, "it begins with a period");
                }

                steps.Add(new(Name(text, ref at), 0));
            }
        }

        return steps.Count == 0 || steps[0].Name is null
            ? throw Wrong(text, "it must begin with a key")
            : steps.ToImmutable();
    }

    /// <summary>The value of a text given at a path: below the key <c>true</c>, <c>false</c> and whole numbers are not texts.</summary>
    /// <param name="text">What the user gave.</param>
    public static ConfigValue ReadValue(string text, ImmutableArray<ConfigStep> path) =>
        path.Length < 2 ? new ConfigValue.Text(text)
        : text == "true" ? new ConfigValue.Bool(true)
        : text == "false" ? new ConfigValue.Bool(false)
        : IsPlainInteger(text) && long.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? new ConfigValue.Integer(number)
        : new ConfigValue.Text(text);

    private static bool IsPlainInteger(string text)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        return digits.Length > 0
            && digits.All(char.IsAsciiDigit)
            && (digits[0] != '0' || text == "0");
    }

    private static string Name(string text, ref int at)
    {
        var end = text.IndexOfAny(['.', '['], at);
        end = end < 0 ? text.Length : end;
        var name = text[at..end];
        at = end;
        return name.Length > 0 ? name : throw Wrong(text, "a name in it is empty");
    }

    private static ConfigStep Bracket(string text, ref int at)
    {
        at++;
        if (at < text.Length && text[at] == '"')
        {
            var name = Quoted(text, ref at);
            Close(text, ref at);
            return new(name, 0);
        }

        var end = text.IndexOf(']', at);
        var digits = end < 0 ? "" : text[at..end];
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            throw Wrong(text, "brackets must hold an index or a quoted name");
        }

        at = end + 1;
        return new(null, index);
    }

    private static string Quoted(string text, ref int at)
    {
        var name = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }

            name.Append(text[at]);
        }

        at++;
        return name.ToString();
    }

    private static void Close(string text, ref int at)
    {
        if (at >= text.Length || text[at] != ']')
        {
            throw Wrong(text, "a quoted name must be followed by a bracket");
        }

        at++;
    }

    private static InfraException Wrong(string text, string why) =>
        new($"'{text}' is not a path: {why}. Write it like a.b[0][\"c.d\"].");
}
