using System.Text;
using Infra.Protocol.Rpc;

namespace Infra.Protocol.Tests.Rpc;

public sealed class ErrorMessageTests
{
    [TestCase("")]
    [TestCase("no space left on device")]
    [TestCase("für Lilly 日本語 👩 100 %")]
    public void A_message_that_fits_stays_as_it_is(string message) =>
        Assert.That(ErrorMessage.Bounded(message), Is.EqualTo(message));

    [TestCase("x")]
    [TestCase("%")]
    [TestCase("ü")]
    [TestCase("日")]
    [TestCase("👩")]
    [TestCase("\ud800")]
    [TestCase("\n")]
    public void A_long_message_keeps_its_subject_and_its_cause_and_fits(string filling)
    {
        var message =
            "The image 'base' was not built: "
            + string.Concat(Enumerable.Repeat(filling, 300_000))
            + " no space left on device";

        var bounded = ErrorMessage.Bounded(message);

        Assert.Multiple(() =>
        {
            Assert.That(bounded, Does.StartWith("The image 'base' was not built: "));
            Assert.That(bounded, Does.EndWith(" no space left on device"));
            Assert.That(bounded, Does.Match(@"\n… \(\d+ characters omitted\) …\n"));
            Assert.That(
                Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(bounded))),
                Has.Length.LessThan(3 * ErrorMessage.MaxEncodedBytes)
            );
            Assert.That(Encoded(bounded), Is.LessThanOrEqualTo(ErrorMessage.MaxEncodedBytes));
        });
    }

    private static int Encoded(string text) =>
        Encoding.UTF8.GetBytes(text).Sum(b => b is >= 0x20 and <= 0x7e and not (byte)'%' ? 1 : 3);
}
