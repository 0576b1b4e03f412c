using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>The quickstart's guest as long as it lives.</summary>
[Category("Real")]
[CancelAfter(600_000)]
public sealed class QuickstartLife
{
    private LabHost _lab = null!;
    private Stack _stack = null!;

    private string AddressFile => Path.Combine(_stack.ConfigDirectory, "address");

    [OneTimeSetUp]
    public async Task Up()
    {
        _lab = await LabHost.StartAsync();
        _stack = await Stack.CreateAsync(_lab);
        (await _stack.UpAsync()).Succeeded();
    }

    [OneTimeTearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    [Test]
    public async Task The_guest_boots_and_answers_at_the_address_that_the_stack_gives()
    {
        Assert.That(await _stack.OutputAsync("address"), Is.EqualTo(await AddressAsync()));
        await RequireAnswerAsync();
    }

    [Test]
    public async Task A_second_preview_expects_no_changes_and_writes_nothing_on_the_host()
    {
        var before = await HostPicture.TakeAsync(_lab);

        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();

        Assert.That(await HostPicture.TakeAsync(_lab), Is.EqualTo(before));
    }

    [Test]
    public async Task A_second_up_changes_nothing()
    {
        var before = await HostPicture.TakeAsync(_lab);

        (await _stack.UpAsync("--expect-no-changes")).Succeeded();
        (await _stack.RunAsync("refresh", "--yes", "--expect-no-changes")).Succeeded();

        Assert.That(await HostPicture.TakeAsync(_lab), Is.EqualTo(before));
    }

    [Test]
    public async Task More_memory_is_an_update_in_preview_and_in_the_domain_after_up()
    {
        await _stack.ConfigureAsync("memory", "192MiB");

        var preview = (await _stack.PreviewAsync()).Succeeded();
        (await _stack.UpAsync()).Succeeded();

        Assert.That(preview.Text, Does.Contain("memory").And.Contains("update"));
        var xml = (await _lab.RunAsync("virsh", "-c", "qemu:///system", "dumpxml", "lilly"))
            .Succeeded()
            .Output;
        Assert.That(xml, Does.Contain($"<memory unit='KiB'>{192 * 1024}</memory>"));
        await RequireAnswerAsync();
    }

    [Test]
    public async Task A_changed_file_of_the_config_disk_reaches_the_guest()
    {
        await File.WriteAllTextAsync(AddressFile, "10.77.0.11/24\n");

        var preview = (await _stack.PreviewAsync()).Succeeded();
        (await _stack.UpAsync()).Succeeded();

        Assert.That(preview.Text, Does.Contain("identity"));
        Assert.That(await _stack.OutputAsync("address"), Is.EqualTo("10.77.0.11"));
        await RequireAnswerAsync();
    }

    /// <summary>The address that the config disk gives the guest.</summary>
    private async Task<string> AddressAsync() =>
        (await File.ReadAllTextAsync(AddressFile)).Split('/')[0];

    private async Task RequireAnswerAsync() =>
        (await _lab.RunAsync("ping", "-c", "1", "-W", "5", await AddressAsync())).Succeeded();
}
