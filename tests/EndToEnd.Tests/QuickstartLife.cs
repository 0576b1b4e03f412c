using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>The quickstart's guest from its first boot to its end, in the order in which a user meets it.</summary>
[Category("Real")]
[CancelAfter(600_000)]
public sealed class QuickstartLife
{
    private LabHost _lab = null!;
    private Stack _stack = null!;

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
        var address = await _stack.OutputAsync("address");

        Assert.That(address, Is.EqualTo("10.77.0.10"));
        (await _lab.RunAsync("ping", "-c", "1", "-W", "5", address)).Succeeded();
    }

    [Test, DependsOnTest(nameof(The_guest_boots_and_answers_at_the_address_that_the_stack_gives))]
    public async Task A_second_preview_expects_no_changes_and_writes_nothing_on_the_host()
    {
        var before = await HostPicture.TakeAsync(_lab);

        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();

        Assert.That(await HostPicture.TakeAsync(_lab), Is.EqualTo(before));
    }

    [
        Test,
        DependsOnTest(nameof(A_second_preview_expects_no_changes_and_writes_nothing_on_the_host))
    ]
    public async Task A_second_up_changes_nothing()
    {
        var before = await HostPicture.TakeAsync(_lab);

        (await _stack.UpAsync("--expect-no-changes")).Succeeded();
        (await _stack.RunAsync("refresh", "--yes", "--expect-no-changes")).Succeeded();

        Assert.That(await HostPicture.TakeAsync(_lab), Is.EqualTo(before));
    }

    [Test, DependsOnTest(nameof(A_second_up_changes_nothing))]
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
        (await _lab.RunAsync("ping", "-c", "1", "-W", "5", "10.77.0.10")).Succeeded();
    }

    [Test, DependsOnTest(nameof(More_memory_is_an_update_in_preview_and_in_the_domain_after_up))]
    public async Task A_changed_file_of_the_config_disk_reaches_the_guest()
    {
        var address = Path.Combine(_stack.ConfigDirectory, "address");
        await File.WriteAllTextAsync(address, "10.77.0.11/24\n");

        var preview = (await _stack.PreviewAsync()).Succeeded();
        (await _stack.UpAsync()).Succeeded();

        Assert.That(preview.Text, Does.Contain("identity"));
        Assert.That(await _stack.OutputAsync("address"), Is.EqualTo("10.77.0.11"));
        (await _lab.RunAsync("ping", "-c", "1", "-W", "5", "10.77.0.11")).Succeeded();
    }

    [Test, DependsOnTest(nameof(A_changed_file_of_the_config_disk_reaches_the_guest))]
    public async Task The_base_image_survives_garbage_collection_while_the_overlay_lives()
    {
        var image = await _stack.OutputAsync("backing");
        await _stack.ConfigureAsync("backing", image);
        var up = (await _stack.UpAsync()).Succeeded();

        (await _lab.RunAsync("nix-collect-garbage")).Succeeded();

        Assert.That(up.Text, Does.Contain("delete"));
        (await _lab.RunAsync("test", "-e", image)).Succeeded();
        (
            await _lab.RunAsync(
                "qemu-img",
                "info",
                "-U",
                "--backing-chain",
                await _stack.OutputAsync("overlay")
            )
        ).Succeeded();
    }

    [
        Test,
        DependsOnTest(nameof(The_base_image_survives_garbage_collection_while_the_overlay_lives))
    ]
    public async Task Down_leaves_nothing_behind_and_the_next_garbage_collection_takes_the_image()
    {
        var image = await _stack.OutputAsync("backing");

        (await _stack.DestroyAsync()).Succeeded();

        Assert.That(await HostPicture.LeftOversAsync(_lab), Is.Empty);
        (await _lab.RunAsync("test", "-e", image)).Succeeded();
        (await _lab.RunAsync("nix-collect-garbage")).Succeeded();
        (await _lab.RunAsync("test", "-e", image)).FailedWith(1);
    }
}
