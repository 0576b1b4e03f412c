using Infra.Protocol.Values;

namespace Infra.Protocol.Tests.Values;

[TestFixture]
internal sealed class GoDurations
{
    [TestCase("", 0)]
    [TestCase("0", 0)]
    [TestCase("90s", 90)]
    [TestCase("1h30m", 5400)]
    [TestCase("1.5m", 90)]
    [TestCase("120000000000ns", 120)]
    [TestCase("250ms", 0.25)]
    public void A_duration_is_read_in_seconds(string text, double seconds) =>
        Assert.That(GoDuration.Seconds(text), Is.EqualTo(seconds).Within(1e-9));

    [TestCase("90")]
    [TestCase("5 minutes")]
    [TestCase("-1s")]
    public void Anything_else_is_refused_with_an_example(string text) =>
        Assert.That(
            () => GoDuration.Seconds(text),
            Throws.TypeOf<InfraException>().With.Message.Contains("write it like 90s")
        );
}
