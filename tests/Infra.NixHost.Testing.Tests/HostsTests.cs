namespace Infra.NixHost.Testing.Tests;

/// <summary>A program with hosts behind ssh, each of them in memory.</summary>
internal sealed class HostsTests
{
    private ProgramDirectory _program = null!;
    private TestHost _attic = null!;
    private TestHost _cellar = null!;

    [SetUp]
    public void Make()
    {
        _program = new();
        (_attic, _cellar) = (new() { Memory = "4GiB" }, new());
    }

    [TearDown]
    public void Remove()
    {
        _attic.Dispose();
        _cellar.Dispose();
        _program.Dispose();
    }

    [Test]
    public async Task Guests_are_on_their_hosts()
    {
        var options = Options();
        await NixHostTest.UpAsync(options, () => Build("1GiB", apart: false));

        var plan = await NixHostTest.PreviewAsync(options, () => Build("1GiB", apart: false));

        Assert.That(plan.Impact, Is.EqualTo(Impact.None));
        Assert.That(
            plan.Resources.Single(r => r.Name == "attic").Outputs["uuid"],
            Is.EqualTo($"{_attic.Machine}")
        );
    }

    [Test]
    public async Task A_guest_is_compared_with_its_own_host()
    {
        var failure = await Assert.ThrowsAsync<StackProblemsException>(() =>
            NixHostTest.PreviewAsync(Options(), () => Build("8GiB", apart: false))
        );

        Assert.That(failure?.Problems.Single().Resource, Is.EqualTo("web-attic"));
        Assert.That(failure?.Problems.Single().Text, Does.EndWith("[memory-exceeds-host]"));
    }

    [Test]
    public async Task A_guest_apart_from_its_disk_is_found()
    {
        var failure = await Assert.ThrowsAsync<StackProblemsException>(() =>
            NixHostTest.PreviewAsync(Options(), () => Build("1GiB", apart: true))
        );

        Assert.That(failure?.Problems[0].Text, Does.EndWith("[host-apart]"));
    }

    [Test]
    public async Task A_host_that_the_test_does_not_have_is_unknown()
    {
        var options = Options();
        options.Hosts.Remove("ssh://root@cellar.lan");

        var failure = await Assert.ThrowsAsync<StackProblemsException>(() =>
            NixHostTest.PreviewAsync(options, () => Build("1GiB", apart: false))
        );

        Assert.That(failure?.Problems[0].Text, Does.EndWith("[host-unknown]"));
    }

    private NixHostTestOptions Options() =>
        new()
        {
            Host = new(),
            Directory = _program.Path,
            Hosts = { ["ssh://root@attic.lan"] = _attic, ["ssh://root@cellar.lan"] = _cellar },
        };

    private static void Build(string memory, bool apart)
    {
        var image = new NixImage("image", new() { Configuration = "a.nix" });
        foreach (var name in new[] { "attic", "cellar" })
        {
            var host = new Host(name, new() { Address = $"ssh://root@{name}.lan" });
            var disk = new OverlayDisk(
                $"os-{name}",
                new() { Host = apart ? null : host, Image = image }
            );
            _ = new NixGuest(
                $"web-{name}",
                new()
                {
                    Host = host,
                    Memory = memory,
                    Disks = { disk },
                    WaitFor = WaitFor.None,
                }
            );
        }
    }
}
