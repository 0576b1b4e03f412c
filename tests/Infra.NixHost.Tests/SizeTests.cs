namespace Infra.NixHost.Tests;

/// <summary>A size is made of numbers, read from texts, and written as the provider reads it.</summary>
internal sealed class SizeTests
{
    private static object[][] Written =>
        [
            [Size.GiB(2), "2GiB"],
            [Size.MiB(1536), "1536MiB"],
            [Size.MiB(2048), "2GiB"],
            [Size.TiB(1), "1TiB"],
            [Size.TiB(1024), "1024TiB"],
            [Size.KiB(3), "3KiB"],
            [Size.FromBytes(1000), "1000"],
            [default(Size), "0"],
        ];

    [TestCaseSource(nameof(Written))]
    public void A_size_is_written_in_the_largest_unit_that_divides_it(object size, string text)
    {
        Assert.That(size.ToString(), Is.EqualTo(text));
        Assert.That(Size.Parse(text), Is.EqualTo(size));
    }

    [TestCase("20GiB", 20L << 30)]
    [TestCase("20G", 20L << 30)]
    [TestCase("20 GB", 20_000_000_000)]
    [TestCase("1.5KiB", 1536)]
    [TestCase("4096", 4096)]
    public void A_size_is_read_as_the_provider_reads_it(string text, long bytes) =>
        Assert.That(Size.Parse(text).Bytes, Is.EqualTo(bytes));

    [TestCase("5 bananas")]
    [TestCase("-1GiB")]
    [TestCase("")]
    [TestCase(null)]
    public void What_is_no_size_is_none(string? text)
    {
        Assert.That(Size.TryParse(text, out var size), Is.False);
        Assert.That(size.Bytes, Is.Zero);
    }

    [Test]
    public void A_text_that_is_no_size_is_told_with_what_to_give() =>
        Assert.That(
            () => Size.Parse("5 bananas"),
            Throws
                .TypeOf<FormatException>()
                .With.Message.StartsWith(
                    "\"5 bananas\" is not a valid size; give a number of bytes"
                )
        );

    [Test]
    public void A_negative_size_is_refused()
    {
        Assert.That(() => Size.GiB(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Size.GiB(1) - Size.GiB(2), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Size.TiB(long.MaxValue), Throws.TypeOf<OverflowException>());
    }

    [Test]
    public void Sizes_are_counted_with()
    {
        Assert.That(Size.GiB(1) + Size.MiB(512), Is.EqualTo(Size.MiB(1536)));
        Assert.That(Size.GiB(2) - Size.GiB(1), Is.EqualTo(Size.GiB(1)));
        Assert.That(Size.GiB(1) > Size.MiB(1), Is.True);
        Assert.That(Size.GiB(4) / (1L << 30), Is.EqualTo(4.0));
    }
}
