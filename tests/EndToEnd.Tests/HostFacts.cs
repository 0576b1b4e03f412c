using System.Text.Json;
using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>A program asks what its host can do and decides by the answer.</summary>
[Category("Real")]
[CancelAfter(300_000)]
public sealed class HostFacts
{
    private readonly SharedLab _shared = new();
    private LabHost _lab = null!;
    private Stack _stack = null!;

    [SetUp]
    public async Task StartTheLab()
    {
        _lab = await _shared.TakeAsync();
        _stack = await Stack.CreateAsync(_lab);
        await _stack.ConfigureAsync("host", "true");
    }

    [TearDown]
    public Task ReturnTheLab() => _shared.ReturnAsync(_stack);

    [OneTimeTearDown]
    public async Task TakeTheLabDown() => await _shared.DisposeAsync();

    [Test]
    public async Task A_program_knows_the_host_already_in_preview()
    {
        (await _stack.PreviewAsync()).Succeeded();
        (await _stack.UpAsync()).Succeeded();

        using var host = JsonDocument.Parse(await _stack.OutputAsync("host"));
        var facts = host.RootElement;
        var version = await _lab.RunAsync("libvirtd", "--version");
        Assert.That(
            version.Output,
            Does.Contain(facts.GetProperty("libvirt").GetString()!).And.Not.Empty
        );
        Assert.That(facts.GetProperty("qemu").GetString(), Does.Match(@"^\d+\.\d+\.\d+$"));
        Assert.That(facts.GetProperty("nix").GetString(), Does.Match(@"^\d+\.\d+"));
        Assert.That(facts.GetProperty("accelerator").GetString(), Is.EqualTo("tcg"));
        Assert.That(Texts(facts, "bridges"), Is.EqualTo(["nixhost0 False"]));
        Assert.That(facts.GetProperty("memory").GetInt64(), Is.GreaterThan(1L << 28));
        Assert.That(facts.GetProperty("freeDisk").GetInt64(), Is.Positive);
        Assert.That(Texts(facts, "problems"), Does.Contain("kvm-unavailable False"));
    }

    [Test]
    public async Task A_host_without_libvirt_is_told_and_not_a_failure()
    {
        await _lab.KillLibvirtAsync();
        var up = await _stack.UpAsync();
        // The lab is that of the other tests, too.
        await _lab.StartLibvirtAsync();

        up.Succeeded();

        using var host = JsonDocument.Parse(await _stack.OutputAsync("host"));
        Assert.That(Texts(host.RootElement, "problems"), Does.Contain("libvirt-unreachable True"));
        Assert.That(host.RootElement.GetProperty("libvirt").GetString(), Is.Empty);
    }

    private static string?[] Texts(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetString())];
}
