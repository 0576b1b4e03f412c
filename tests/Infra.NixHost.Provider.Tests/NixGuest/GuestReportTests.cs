using Infra.NixHost.Provider.NixGuest.Reports;

namespace Infra.NixHost.Provider.Tests.NixGuest;

internal sealed class GuestReportTests
{
    [TestCase("")]
    [TestCase("Linux booting")]
    [TestCase("[1]")]
    [TestCase("{\"seq\":1}")]
    [TestCase("{\"phase\":")]
    public void Other_lines_are_no_report(string line) =>
        Assert.That(GuestReport.TryParse(line), Is.Null);

    [Test]
    public void Control_characters_of_a_guest_never_reach_the_screen()
    {
        var report = GuestReport.TryParse("""{"phase":"failed","msg":"a\u001b[2Jb\u0000c"}""");

        Assert.That(report!.Message, Is.EqualTo("a[2Jbc"));
        Assert.That(report.IsFailed);
    }

    [Test]
    public void A_field_of_another_type_reads_as_empty() =>
        Assert.That(
            GuestReport.TryParse("""{"phase":"ready","seq":"x","boot":7}"""),
            Is.EqualTo(new GuestReport(0, "", "ready", "", ""))
        );
}
