using System.Text;

namespace Infra.Cli.Terminals;

/// <summary>A line typed without being shown.</summary>
internal static class HiddenLine
{
    /// <summary>Reads up to Enter, or gives <c>null</c> for Ctrl-D on an empty line.</summary>
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
