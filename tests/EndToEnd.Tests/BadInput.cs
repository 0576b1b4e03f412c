using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>A wrong input is refused with its property, value, reason and next step, and nothing is half made.</summary>
[Category("Real")]
[CancelAfter(300_000)]
public sealed class BadInput
{
    private readonly SharedLab _shared = new();
    private LabHost _lab = null!;
    private Stack _stack = null!;

    [SetUp]
    public async Task StartTheLab()
    {
        _lab = await _shared.TakeAsync();
        _stack = await Stack.CreateAsync(_lab);
    }

    [TearDown]
    public Task ReturnTheLab() => _shared.ReturnAsync(_stack);

    [OneTimeTearDown]
    public async Task TakeTheLabDown() => await _shared.DisposeAsync();

    [TestCase("expression", "nowhere", "expression", "nowhere", "there is no file or directory")]
    [TestCase("source", "nowhere", "source", "nowhere", "does not exist")]
    [TestCase("size", "5 bananas", "size", "5 bananas", "GiB")]
    [TestCase("serial", "disk0", "disks[1].serial", "disk0", "could not tell them apart")]
    [TestCase("bridge", "nobr0", "bridge", "nobr0", "no bridge of this name")]
    public async Task A_wrong_value_fails_the_preview_and_makes_nothing(
        string key,
        string value,
        string property,
        string shown,
        string reason
    )
    {
        await _stack.ConfigureAsync(key, value);

        var preview = await _stack.PreviewAsync();
        var up = await _stack.PreviewedUpAsync();

        Assert.That(preview.ExitCode, Is.Not.Zero, preview.Text);
        Assert.That(preview.Text, Does.Contain(property).And.Contains(shown).And.Contains(reason));
        Assert.That(preview.Text, Does.Not.Contain("   at "), "a stack trace is no message");
        Assert.That(up.ExitCode, Is.Not.Zero, up.Text);
        Assert.That(await HostPicture.LeftOversAsync(_lab), Is.Empty);
    }

    [Test]
    public async Task An_evaluation_error_shows_what_Nix_says_with_file_and_line()
    {
        var broken = Path.Combine(_stack.Directory, "guest", "default.nix");
        await File.WriteAllTextAsync(broken, "{ parts }:\n\nkernel\n");

        var preview = await _stack.PreviewAsync();

        Assert.That(preview.ExitCode, Is.Not.Zero, preview.Text);
        Assert.That(
            preview.Text,
            Does.Contain("undefined variable 'kernel'").And.Contains("default.nix:3")
        );
        Assert.That(await HostPicture.LeftOversAsync(_lab), Is.Empty);
    }

    [Test]
    public async Task An_overlay_smaller_than_its_image_is_refused_before_it_is_made()
    {
        await _stack.ConfigureAsync("imageOnly", "true");
        (await _stack.UpAsync()).Succeeded();
        await _stack.ConfigureAsync("imageOnly", "false");
        await _stack.ConfigureAsync("size", "1MiB");

        var preview = await _stack.PreviewAsync();
        var up = await _stack.PreviewedUpAsync();

        Assert.That(preview.ExitCode, Is.Not.Zero, preview.Text);
        Assert.That(up.Text, Does.Contain("size").And.Contains("1 MiB").And.Contains("smaller"));
        (await _lab.RunAsync("sh", "-c", "ls -A /var/lib/libvirt/images | grep .")).FailedWith(1);
    }

    [Test]
    public async Task Without_libvirtd_a_run_says_so_and_works_once_it_is_back()
    {
        await _lab.KillLibvirtAsync();

        var up = await _stack.PreviewedUpAsync();
        await _lab.StartLibvirtAsync();

        Assert.That(up.ExitCode, Is.Not.Zero, up.Text);
        Assert.That(up.Text, Does.Contain("libvirtd").And.Contains("qemu:///system"));
        Assert.That(up.Text, Does.Not.Contain("   at "), "a stack trace is no message");
        (await _stack.UpAsync()).Succeeded();
    }

    [Test]
    public async Task A_full_disk_is_named_and_the_next_run_succeeds()
    {
        const string Images = "/var/lib/libvirt/images";
        (
            await _lab.RunAsync("mount", "-t", "tmpfs", "-o", "size=64k,mode=711", "full", Images)
        ).Succeeded();

        var up = await _stack.PreviewedUpAsync();
        (await _lab.RunAsync("sh", "-c", $"ls -A {Images} | grep .")).FailedWith(1);
        (await _lab.RunAsync("umount", Images)).Succeeded();

        Assert.That(up.ExitCode, Is.Not.Zero, up.Text);
        Assert.That(up.Text, Does.Contain("space").And.Contains(Images));
        (await _stack.UpAsync()).Succeeded();
    }
}
