using Infra.NixHost.Provider.GetImages;

namespace Infra.NixHost.Provider.Tests.GetImages;

internal sealed class AgeTextTests
{
    [TestCase("30d", 30 * 24)]
    [TestCase("12h", 12)]
    [TestCase("8w", 8 * 7 * 24)]
    [TestCase("0d", 0)]
    public void An_age_is_a_number_with_a_unit(string text, int hours)
    {
        Assert.That(AgeText.TryParse(text, out var age));
        Assert.That(age, Is.EqualTo(TimeSpan.FromHours(hours)));
    }

    [TestCase("")]
    [TestCase("30")]
    [TestCase("d")]
    [TestCase("-1d")]
    [TestCase("1.5d")]
    [TestCase("30 d")]
    [TestCase("30m")]
    [TestCase("99999999999d")]
    [TestCase("2000000w")]
    public void Anything_else_is_none(string text) =>
        Assert.That(AgeText.TryParse(text, out _), Is.False);

    [TestCase(0, "0 min")]
    [TestCase(-5, "0 min")]
    [TestCase(119, "119 min")]
    [TestCase(120, "2 h")]
    [TestCase(48 * 60, "2 d")]
    [TestCase(400 * 24 * 60, "400 d")]
    public void An_age_is_told_in_one_unit(int minutes, string text) =>
        Assert.That(AgeText.Format(TimeSpan.FromMinutes(minutes)), Is.EqualTo(text));
}
