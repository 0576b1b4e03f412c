using System.Globalization;
using System.Text;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.Tests.Fakes;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>Random lines of a guest. A longer run: INFRA_FUZZ_ROUNDS=1000000, and INFRA_FUZZ_SEED for other lines.</summary>
internal sealed class GuestReportFuzzTests
{
    private static readonly string[] Names =
    [
        "v",
        "seq",
        "ts",
        "boot",
        "config",
        "attempt",
        "phase",
        "state",
        "msg",
        "error",
        "features",
        "system",
        "address",
        "hostKey",
        "replayed",
        "\\ud800",
    ];

    private static readonly string[] Texts =
    [
        "",
        "ready",
        "failed",
        "gave-up",
        "a\\nb",
        "\\u001b[2J",
        "\\u202e",
        "\\ud800",
        "\\udc00x",
        "\\u0000",
        "10.0.2.15/24",
        "fd00::1/64",
        "::ffff:1.2.3.4/200",
        "/nix/store/x",
        "/nix/store/../x",
        FakeDomains.HostKey,
        FakeDomains.HostKey + "\\n* " + FakeDomains.HostKey,
        "reload",
        "é😀",
        "\u202e",
    ];

    [Test]
    public void Whatever_a_guest_sends_is_a_report_of_the_right_form_or_a_fault()
    {
        var seed = AttackSetting.MessageSeed(20261129);
        var random = new Random(seed);
        var reports = 0;
        for (var round = 0; round < AttackSetting.Messages(20_000); round++)
        {
            var line = Damage(Line(random), random);
            var (report, fault) = GuestReportParser.Parse(line);
            if (report is null)
            {
                Assert.That(fault, Is.Not.Empty, $"seed {seed}, round {round}: {line}");
            }
            else
            {
                Require(report, $"seed {seed}, round {round}: {line}");
            }

            reports += report is null ? 0 : 1;
        }

        Assert.That(reports, Is.GreaterThan(100), "too few lines are reports to test anything");
    }

    private static void Require(GuestReport report, string line)
    {
        var shown = report.Message + report.Brief() + report.Describe();
        var isSafe = shown.EnumerateRunes().All(r => r.Value == '\n' || !IsHidden(r));
        var isFormed =
            ReportForms.IsWord(report.Phase)
            && (report.HostKey.Length == 0 || report.HostKey == FakeDomains.HostKey)
            && (report.Address.Length == 0 || ReportForms.IsAddress(report.Address))
            && (report.System.Length == 0 || ReportForms.IsStorePath(report.System));
        if (!isSafe || !isFormed || GuestReport.TryParse(report.ToLine()) != report)
        {
            Assert.Fail(line);
        }
    }

    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static string Line(Random random)
    {
        var fields = Enumerable
            .Range(0, random.Next(6))
            .Select(_ => $"\"{Names[random.Next(Names.Length)]}\":{Value(random, 0)}");
        return $"{{\"phase\":\"ready\",{string.Join(',', fields)}}}".Replace(",}", "}");
    }

    private static string Value(Random random, int depth) =>
        random.Next(depth > 3 ? 6 : 8) switch
        {
            0 => "null",
            1 => random.Next(2) == 0 ? "true" : "false",
            2 => $"{random.NextInt64()}",
            3 => random.Next(2) == 0 ? "-1" : "1e999",
            4 or 5 => $"\"{Texts[random.Next(Texts.Length)]}\"",
            6 => $"[{Value(random, depth + 1)},{Value(random, depth + 1)}]",
            _ => $"{{\"a\":{Value(random, depth + 1)}}}",
        };

    /// <summary>Leaves half of the lines as they are, and cuts, repeats or changes characters of the others.</summary>
    private static string Damage(string line, Random random)
    {
        var at = random.Next(line.Length);
        return random.Next(8) switch
        {
            0 => line[..at],
            1 => line[..at] + (char)random.Next(0x10000) + line[at..],
            2 => line[..at] + line[at..] + line[at..],
            3 => string.Concat(Enumerable.Repeat(line, random.Next(200))),
            _ => line,
        };
    }
}
