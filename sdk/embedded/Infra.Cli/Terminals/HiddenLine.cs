using System.Text;

namespace Infra.Cli.Terminals;

/// <summary>A line that is typed without echo.</summary>
internal static class HiddenLine
{
    /// <summary>Reads up to Enter. Ctrl-D on an empty line gives <c>null</c>.</summary>
    public static string? Read(Func<ConsoleKeyInfo> readKey)
    {
        var line = new StringBuilder();
        while (true)
        {
            var key = readKey();
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    return line.ToString();
                // .NET reads this key without end from a terminal that hung up.
                case default(ConsoleKey) when key.KeyChar is '\0' or '\u0004':
                    return null;
                case ConsoleKey.Backspace:
                    line.Length = Math.Max(0, line.Length - 1);
                    break;
                case ConsoleKey.D
                    when key.Modifiers == ConsoleModifiers.Control && line.Length == 0:
                    return null;
                default:
                    _ = key.KeyChar >= ' ' ? line.Append(key.KeyChar) : line;
                    break;
            }
        }
    }
}
