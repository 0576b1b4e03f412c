using Infra.Engine.Foreign;

namespace Infra.Engine.Tests.Foreign;

public sealed class ArgumentTexts
{
    [TestCase("", new string[0])]
    [TestCase("--max-old-space-size=4096", new[] { "--max-old-space-size=4096" })]
    [TestCase("  -r  ./a.js\t-r ./b.js ", new[] { "-r", "./a.js", "-r", "./b.js" })]
    [TestCase("-r 'with blank.js' \"x y\"", new[] { "-r", "with blank.js", "x y" })]
    [TestCase("--title='a b'c", new[] { "--title=a bc" })]
    public void Blanks_separate_arguments_except_between_quotes(string text, string[] arguments) =>
        Assert.That(ArgumentText.Split(text), Is.EqualTo(arguments));
}
