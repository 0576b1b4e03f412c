using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>A checkout on a host whose file system is that of NixOS, from its source to guests, as its user types it.</summary>
[Category("Real")]
[CancelAfter(900_000)]
public sealed class NixosShapedHost
{
    private NixosSeed _seed = null!;
    private LabHost _lab = null!;

    [OneTimeSetUp]
    public async Task BuildFromSource()
    {
        _seed = await NixosSeed.EnsureAsync();
        _lab = await NixosHost.StartAsync(_seed);
        await PulumiAsync("version");
        await PulumiAsync("stack", "init", "dev");
    }

    /// <summary>Takes away what a failed test has left, so that the next one starts on an empty host.</summary>
    [TearDown]
    public async Task TakeTheQuickstartDown() => await PulumiAsync("destroy", "--yes");

    [OneTimeTearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    [Test]
    public async Task The_quickstart_is_previewed_made_and_taken_away()
    {
        await PulumiAsync("preview");
        await PulumiAsync("up", "--yes");
        await RequireAnswerAsync();
        await PulumiAsync("preview", "--expect-no-changes");
        await PulumiAsync("destroy", "--yes");

        // The one root is the system's own.
        Assert.That(
            await HostPicture.LeftOversAsync(_lab),
            Is.EqualTo(new[] { "/nix/var/nix/gcroots/current-system" })
        );
    }

    [Test]
    public async Task A_guest_outlives_an_upgrade_of_qemu_and_the_garbage_collection_after_it()
    {
        await PulumiAsync("up", "--yes");
        var image = (await PulumiAsync("stack", "output", "image")).Output.Trim();
        var former = await QemuAsync();

        (await _lab.RunAsync("bash", "/run/lab/switch.sh", _seed.Upgraded)).Succeeded();
        // The machine that runs goes on with the program that it has, which Nix sees in use.
        (await _lab.RunAsync("nix-collect-garbage")).Succeeded();
        await RequireAnswerAsync();
        await RequireRootedDefinitionsAsync();
        (await _lab.RunAsync("virsh", "-c", "qemu:///system", "destroy", "quickstart")).Succeeded();
        await CollectGarbageAsync();

        (await _lab.RunAsync("test", "-e", former)).FailedWith(1);
        (await _lab.RunAsync("test", "-e", image)).Succeeded();
        await RequireRootedDefinitionsAsync();
        // It starts anew with the new program.
        await PulumiAsync("refresh", "--yes");
        await PulumiAsync("up", "--yes");
        await RequireAnswerAsync();
        await PulumiAsync("destroy", "--yes");
        await CollectGarbageAsync();
        (await _lab.RunAsync("test", "-e", image)).FailedWith(1);
    }

    [Test]
    public async Task Two_guests_of_one_image_make_themselves_what_their_folders_say()
    {
        await RunAsync("dotnet", "build", "examples/nixos-on-nixos", "-v", "q");
        var stack = await Lab.NixosOnNixos.CreateAsync(_lab);

        (await stack.UpAsync()).Succeeded();
        foreach (var guest in new[] { "lilly", "rose" })
        {
            var address = await stack.OutputAsync(guest);
            (await _lab.RunAsync("ping", "-c", "1", "-W", "5", address)).Succeeded();
        }

        await RequireRootedDefinitionsAsync();
        (await stack.PreviewAsync("--expect-no-changes")).Succeeded();
        (await stack.DestroyAsync()).Succeeded();
    }

    /// <summary>
    /// Collects garbage. The image's derivation names the whole system of this host as a source, not as another derivation; it would keep the
    /// former QEMU as long as the image lives.
    /// </summary>
    private async Task CollectGarbageAsync() =>
        (
            await _lab.RunAsync("nix-collect-garbage", "--option", "keep-derivations", "false")
        ).Succeeded();

    /// <summary>Asserts that each store path in a definition of libvirt is kept by a root, so that no garbage collection breaks a guest.</summary>
    private async Task RequireRootedDefinitionsAsync()
    {
        var loose = await _lab.RunAsync(
            "bash",
            "-c",
            """
            for file in /var/lib/libvirt/qemu/*.xml; do
              for path in $(grep -oE '/nix/store/[0-9a-z]{32}-[0-9a-zA-Z+._?=-]+' "$file" | sort -u); do
                [ -n "$(nix-store --query --roots "$path")" ] || echo "$file $path"
              done
            done
            """
        );
        Assert.That(loose.Succeeded().Output, Is.Empty);
    }

    /// <summary>The store path of the QEMU that guests start with.</summary>
    private async Task<string> QemuAsync() =>
        (await _lab.RunAsync("readlink", "-f", "/run/current-system/qemu"))
            .Succeeded()
            .Output.Trim();

    private async Task RequireAnswerAsync()
    {
        var address = (await PulumiAsync("stack", "output", "address")).Output.Trim();
        (await _lab.RunAsync("ping", "-c", "1", "-W", "5", address)).Succeeded();
    }

    private Task<CommandResult> PulumiAsync(params string[] arguments) =>
        RunAsync(["./pulumi", .. arguments, "--non-interactive"]);

    /// <summary>Runs a command in the checkout, as its user does.</summary>
    private async Task<CommandResult> RunAsync(params string[] command) =>
        (await _lab.RunAsync(command, _lab.Environment, Checkout.Root, new())).Succeeded();
}
