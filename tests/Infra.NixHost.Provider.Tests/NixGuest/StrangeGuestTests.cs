using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>A guest is a stranger: whatever it sends neither ends the wait for it nor fills the host.</summary>
internal sealed class StrangeGuestTests : GuestTest
{
    private string Journal =>
        Path.Combine(Stack.Host.Options.StateDirectory, "guests", $"{Domains.Only.Uuid:D}.jsonl");

    [Test]
    public async Task Bad_lines_are_one_warning_and_the_wait_goes_on()
    {
        Domains.OnBoot = guest =>
            [
                """{"phase":"x","features":[1]}""",
                """{"phase":"\ud800"}""",
                new string('x', 70_000),
                FakeDomains.Report(1, $"boot-{guest.BootId}", "ready"),
            ];

        var step = await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(step.Outputs["ipAddresses"], Is.EqualTo(PropertyValue.List("10.77.0.10")));
        Assert.That(
            Stack.Log.Warnings.Single(w => w.Contains("report", StringComparison.Ordinal)),
            Does.Contain("'web'").And.Contain("'features'")
        );
    }

    [Test]
    public async Task A_guest_whose_reports_cannot_be_kept_is_made_all_the_same()
    {
        Domains.OnBoot = guest =>
        {
            // A file in the journal's place is what no program can write into as a directory.
            File.WriteAllText(Path.GetDirectoryName(Journal)!, "");
            return [FakeDomains.Report(1, $"boot-{guest.BootId}", "ready")];
        };

        var step = await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(step.Outputs["ipAddresses"], Is.EqualTo(PropertyValue.List("10.77.0.10")));
        Assert.That(
            Stack.Log.Warnings.Single(w => w.Contains("cannot be kept", StringComparison.Ordinal)),
            Does.Contain("'web'").And.Contain(Stack.Host.Options.StateDirectory)
        );
    }

    [Test]
    public async Task A_host_key_with_a_line_break_never_gets_out()
    {
        Domains.OnBoot = _ =>
            [
                $$"""{"v":1,"seq":1,"boot":"b","phase":"ready","hostKey":"{{FakeDomains.HostKey}}\n* {{FakeDomains.HostKey}}"}""",
            ];

        var step = await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(step.Outputs["sshHostKey"], Is.EqualTo((PropertyValue)""));
    }

    [Test]
    public async Task A_guest_that_reports_without_end_fills_neither_journal_nor_screen()
    {
        var message = new string('m', 2000);
        Domains.OnBoot = _ =>
            Enumerable.Range(1, 5000).Select(seq => FakeDomains.Report(seq, "b", "build", message));
        Domains.DiesAfterBoot = true;

        await Assert.ThrowsAsync<InitFailedException>(() =>
            Stack.UpAsync(Type, "web", Inputs.With("waitTimeout", "1h"))
        );

        Assert.That(new FileInfo(Journal).Length, Is.LessThanOrEqualTo(GuestJournal.LargestFile));
        Assert.That(Stack.Log.States, Has.Count.LessThan(1000).And.All.Length.LessThan(300));
        Assert.That(
            Stack.Log.Warnings.Single(w => w.Contains("report", StringComparison.Ordinal)),
            Does.Contain("lines a second")
        );
    }

    [Test]
    public async Task A_journal_keeps_the_newest_reports_for_its_user_alone()
    {
        var directory = Path.Combine(Stack.Host.Options.StateDirectory, "guests");
        var path = Path.Combine(directory, "a.jsonl");
        Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(path, "");
        File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
        var journal = new GuestJournal(new LocalFiles(), path);

        for (var i = 1; i <= 1000; i++)
        {
            journal.Append(new(i, "b", "build", "", new string('m', 2000)));
        }

        Assert.That(journal.Read()[^1].Sequence, Is.EqualTo(1000));
        Assert.That(journal.Read(), Has.Count.GreaterThan(50));
        Assert.That(new FileInfo(path).Length, Is.LessThanOrEqualTo(GuestJournal.LargestFile));
        Assert.That(File.GetUnixFileMode(path), Is.EqualTo((UnixFileMode)0b110_000_000));
        Assert.That(File.GetUnixFileMode(directory), Is.EqualTo((UnixFileMode)0b111_000_000));
    }
}
