using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.Tests.Values;

internal sealed class DurationTextTests
{
    [TestCase("90", 90)]
    [TestCase("90s", 90)]
    [TestCase("5m", 300)]
    [TestCase("1h30m", 5400)]
    [TestCase("250ms", 0.25)]
    public void A_duration_may_have_units(string text, double seconds)
    {
        Assert.That(DurationText.TryParse(text, out var duration), Is.True);
        Assert.That(duration.TotalSeconds, Is.EqualTo(seconds));
    }

    [TestCase("")]
    [TestCase("soon")]
    [TestCase("5 minutes")]
    [TestCase("-5s")]
    [TestCase("9999h")]
    public void Other_texts_are_no_duration(string text) =>
        Assert.That(DurationText.TryParse(text, out _), Is.False);
}
