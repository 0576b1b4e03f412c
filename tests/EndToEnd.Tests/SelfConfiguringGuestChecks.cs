using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>A preview finds what is wrong with the folder or the identity of a guest that configures itself. No guest is needed for it.</summary>
[Category("Real")]
[CancelAfter(300_000)]
public sealed class SelfConfiguringGuestChecks
{
    private readonly SharedLab _shared = new();
    private LabHost _lab = null!;
    private Stack _stack = null!;

    [SetUp]
    public async Task StartTheLab()
    {
        _lab = await _shared.TakeAsync();
        _stack = await RoseGuest.CreateStackAsync(_lab);
    }

    [TearDown]
    public Task ReturnTheLab() => _shared.ReturnAsync(_stack);

    [OneTimeTearDown]
    public async Task TakeTheLabDown() => await _shared.DisposeAsync();

    [Test]
    public async Task A_syntax_error_fails_in_preview_with_its_place()
    {
        await File.WriteAllTextAsync(
            new RoseGuest(_lab, _stack).Configuration,
            "{ networking.hostName = ; }\n"
        );

        var preview = await _stack.PreviewAsync();

        Assert.That(preview.ExitCode, Is.Not.Zero);
        Assert.That(preview.Text, Does.Contain("hosts/rose/configuration.nix:1:25"));
    }

    [TestCase("hostName", "rose_1")]
    [TestCase("address", "10.77.0.13")]
    [TestCase("gateway", "10.78.0.1")]
    [TestCase("mac", "52:54:00")]
    public async Task An_identity_that_cannot_be_fails_in_preview(string key, string value)
    {
        await _stack.ConfigureAsync(key, value);

        var preview = await _stack.PreviewAsync();

        Assert.That(preview.ExitCode, Is.Not.Zero);
        Assert.That(preview.Text, Does.Contain($"\"{value}\" is "));
    }
}
