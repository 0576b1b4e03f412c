using System.Text;
using Infra.NixHost.Hosts.Libvirt;

namespace Infra.NixHost.Hosts.Tests.Libvirt;

internal sealed class LineSplitterTests
{
    [Test]
    public void Lines_are_made_of_pieces_however_they_arrive()
    {
        var bytes = Encoding.UTF8.GetBytes("first\r\nzwölf €\n\n😀 last\nrest");

        for (var size = 1; size <= bytes.Length; size++)
        {
            var splitter = new LineSplitter(100);
            var lines = bytes.Chunk(size).SelectMany(chunk => splitter.Add(chunk)).ToList();

            Assert.That(
                lines,
                Is.EqualTo(new[] { "first", "zwölf €", "", "😀 last" }),
                $"pieces of {size} bytes"
            );
        }
    }

    [Test]
    public void A_line_that_is_too_long_is_cut_and_the_next_one_is_whole()
    {
        var splitter = new LineSplitter(4);

        Assert.That(
            splitter.Add(Encoding.UTF8.GetBytes("123456789\nabc\n")),
            Is.EqualTo(new[] { "1234", "abc" })
        );
    }

    [Test]
    public void Bytes_that_are_no_text_do_no_harm() =>
        Assert.That(
            new LineSplitter(10).Add([0xff, (byte)'a', (byte)'\n']),
            Is.EqualTo(new[] { "\ufffda" })
        );
}
