using Infra.NixHost.Hosts.Libvirt;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>What a guest has written goes with it.</summary>
internal sealed class ConsoleFilesTests : GuestTest
{
    private string Home => Path.Combine(Stack.Host.Options.StateDirectory, "consoles");

    private IEnumerable<string> Left => Directory.EnumerateFiles(Home).Select(Path.GetFileName)!;

    private void WriteLogs()
    {
        Directory.CreateDirectory(Home);
        foreach (
            var name in new[] { "web.log", "web.log.0", "web.log.12", "web2.log", "web.log.old" }
        )
        {
            File.WriteAllText(Path.Combine(Home, name), "boots");
        }
    }

    [Test]
    public async Task A_destroyed_guest_leaves_no_log_and_no_rotation()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        WriteLogs();

        await Stack.DestroyAsync(Type, "web");

        Assert.That(Left, Is.EquivalentTo(["web2.log", "web.log.old"]));
    }

    [Test]
    public async Task A_guest_whose_console_was_switched_off_leaves_no_log_either()
    {
        await Stack.UpAsync(Type, "web", Inputs.With("console", "none"));
        WriteLogs();

        await Stack.DestroyAsync(Type, "web");

        Assert.That(Left, Is.EquivalentTo(["web2.log", "web.log.old"]));
    }

    [Test]
    public async Task A_failed_create_leaves_no_log_and_no_journal()
    {
        WriteLogs();
        Domains.OnBoot = _ =>
            throw new LibvirtException(38, 0, "Cannot get interface MTU on 'nobr'");

        await Assert.ThrowsAsync<LibvirtException>(() => Stack.UpAsync(Type, "web", Inputs));

        Assert.That(Left, Is.EquivalentTo(["web2.log", "web.log.old"]));
        Assert.That(Domains.All, Is.Empty);
    }
}
