using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.Tests.Fakes;

namespace Infra.NixHost.Provider.Tests.NixGuest;

internal sealed class GuestReportTests
{
    [TestCase("")]
    [TestCase("Linux booting")]
    [TestCase("[1]")]
    [TestCase("{\"seq\":1}")]
    [TestCase("{\"phase\":")]
    [TestCase("{\"phase\":\"x\",\"features\":[1]}")]
    [TestCase("{\"phase\":\"x\",\"features\":\"reload\"}")]
    [TestCase("{\"phase\":\"\\ud800\"}")]
    [TestCase("{\"phase\":\"x\",\"\\ud800\":1}")]
    [TestCase("{\"phase\":\"x\",\"msg\":\"\\udc00\"}")]
    [TestCase("{\"phase\":\"ready\",\"seq\":\"x\"}")]
    [TestCase("{\"phase\":\"ready\",\"seq\":-1}")]
    [TestCase("{\"phase\":\"ready\",\"seq\":1e400}")]
    [TestCase("{\"phase\":\"ready\",\"boot\":7}")]
    [TestCase("{\"phase\":\"ready\",\"boot\":\"../../etc\"}")]
    [TestCase("{\"phase\":\"ready\",\"config\":\"a b\"}")]
    [TestCase("{\"phase\":\"ready\\nfailed\"}")]
    [TestCase("{\"phase\":\"ready\",\"replayed\":\"no\"}")]
    [TestCase("{\"phase\":\"ready\",\"v\":2}")]
    public void Other_lines_are_no_report_and_have_a_reason(string line)
    {
        var (report, fault) = GuestReportParser.Parse(line);

        Assert.That((report, fault), Is.Not.EqualTo((report, "")));
        Assert.That(report, Is.Null);
    }

    [Test]
    public void A_line_that_is_too_long_is_no_report() =>
        Assert.That(
            GuestReport.TryParse($$"""{"phase":"x","msg":"{{new string('a', 60_000)}}"}"""),
            Is.Null
        );

    [Test]
    public void Half_a_character_in_a_line_is_no_reason_to_fail() =>
        Assert.That(GuestReport.TryParse("{\"phase\":\"x\",\"msg\":\"\ud800\"}"), Is.Null);

    [Test]
    public void Control_and_direction_characters_of_a_guest_never_reach_the_screen()
    {
        var report = GuestReport.TryParse(
            """{"phase":"failed","msg":"a\u001b[2Jb\u0000c\u202ed\u2066e\u200ff\u2028g\r\nh\ti"}"""
        );

        Assert.That(report!.Message, Is.EqualTo("abcdefg\nh i"));
        Assert.That(report.IsFailed);
    }

    [TestCase("address", "10.0.2.15/33")]
    [TestCase("address", "not an address")]
    [TestCase("system", "/nix/store/../../etc/shadow")]
    [TestCase("system", "/nix/store/x y")]
    [TestCase("hostKey", "ssh-ed25519 AAAA")]
    [TestCase("hostKey", "ssh-ed25519 KEY evil.example ssh-rsa AAAA")]
    [TestCase("hostKey", "ssh-ed25519 KEY\\nevil.example ssh-ed25519 KEY")]
    [TestCase("hostKey", "ssh-rsa DATA")]
    [TestCase("hostKey", "* DATA")]
    [TestCase("failedUnits", "a.service; rm -rf /")]
    [TestCase("failedUnits", " a.service")]
    public void A_detail_of_another_form_is_left_out_and_the_rest_is_heard(
        string field,
        string value
    )
    {
        var text = value.Replace("KEY", FakeDomains.HostKey.Split(' ')[1]);
        var (report, fault) = GuestReportParser.Parse(
            $$"""{"phase":"failed","msg":"no","{{field}}":"{{text.Replace("DATA", FakeDomains.HostKey.Split(' ')[1])}}"}"""
        );

        Assert.That(
            (report!.Message, report.Address, report.System, report.HostKey, report.FailedUnits),
            Is.EqualTo(("no", "", "", "", ""))
        );
        Assert.That(fault, Does.Contain($"'{field}'"));
    }

    [Test]
    public void A_report_reads_back_from_its_own_line()
    {
        var report = new GuestReport(7, "boot-1", "ready", "done", "\"zwölf\" 😀\nlines")
        {
            Address = "fd00:99::10/64",
            System = "/nix/store/11111111111111111111111111111111-nixos-system-rose-25.11",
            Config = "one",
            HostKey = FakeDomains.HostKey,
            FailedUnits = @"dev-disk-by\x2did.mount getty@tty1.service",
            Listens = true,
            IsReplayed = true,
        };

        Assert.That(GuestReport.TryParse(report.ToLine()), Is.EqualTo(report));
    }
}
