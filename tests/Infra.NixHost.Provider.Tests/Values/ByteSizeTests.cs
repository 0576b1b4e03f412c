namespace Infra.NixHost.Provider.Tests.Values;

internal sealed class ByteSizeTests
{
    [TestCase("1048576", 1048576)]
    [TestCase("20GiB", 21474836480)]
    [TestCase("512 MiB", 536870912)]
    [TestCase("5G", 5368709120)]
    [TestCase("5g", 5368709120)]
    [TestCase("10GB", 10000000000)]
    [TestCase("1.5KiB", 1536)]
    [TestCase(" 7 B ", 7)]
    public void A_size_may_have_a_unit(string text, long bytes)
    {
        Assert.That(ByteSize.TryParse(text, out var size), Is.True);
        Assert.That(size, Is.EqualTo(bytes));
    }

    [TestCase("")]
    [TestCase("5 bananas")]
    [TestCase("GiB")]
    [TestCase("-1")]
    [TestCase("1.2.3")]
    [TestCase("5iB")]
    [TestCase("99999999999T")]
    public void Other_texts_are_no_size(string text) =>
        Assert.That(ByteSize.TryParse(text, out _), Is.False);

    [TestCase(128L * 1024 * 1024, "128 MiB")]
    [TestCase(1536, "1.5 KiB")]
    [TestCase(12, "12 bytes")]
    public void A_size_is_shown_in_a_unit_that_fits(long bytes, string text) =>
        Assert.That(ByteSize.Format(bytes), Is.EqualTo(text));
}
