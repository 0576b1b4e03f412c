using Infra.Cli.Terminals;

namespace Infra.Cli.Tests.Terminals;

public sealed class HiddenLineTests
{
    [Test]
    public void A_line_ends_with_Enter()
    {
        var keys = new Queue<ConsoleKeyInfo>([
            new('a', ConsoleKey.A, false, false, false),
            new('x', ConsoleKey.X, false, false, false),
            new('\b', ConsoleKey.Backspace, false, false, false),
            new('b', ConsoleKey.B, false, false, false),
            new('\r', ConsoleKey.Enter, false, false, false),
        ]);

        Assert.That(HiddenLine.Read(keys.Dequeue), Is.EqualTo("ab"));
    }

    [TestCase('\0')]
    [TestCase('\u0004')]
    public void A_terminal_that_hung_up_ends_the_line(char character) =>
        Assert.That(HiddenLine.Read(() => new(character, default, false, false, false)), Is.Null);
}
