using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>
/// Keys and secrets take every way that there is into a guest: they reach the guest that is to have them and are found nowhere else. A second
/// guest has a base without our modules, and the four disks that such a base mounts by device.
/// </summary>
[Category("Real")]
[CancelAfter(900_000)]
public sealed class SelfConfiguringGuestSecrets
{
    private const string Token = "hush-token-5f1c";
    private const string HostsKey = "hush-hosts-key-77ab";
    private const string SeedsKey = "hush-seeds-key-90de";
    private const string GuestsKey = "the-guests-own-host-key";
    private LabHost _lab = null!;
    private Stack _stack = null!;
    private CommandResult _up = null!;

    [OneTimeSetUp]
    public async Task Up()
    {
        _lab = await LabHost.StartAsync();
        _stack = await RoseGuest.CreateStackAsync(_lab, "seed");
        await _stack.ConfigureAsync(
            ("ssh", "HostDirectory"),
            ("sshDirectory", await MakeKeysAsync("ssh", HostsKey)),
            ("seedKeys", await MakeKeysAsync("seed-ssh", SeedsKey))
        );

        // QEMU's user has to be able to read what QEMU serves as it is.
        (await _lab.RunAsync("chown", "-R", "libvirt-qemu:", KeysIn("seed-ssh"))).Succeeded();
        await _stack.ConfigureSecretAsync("token", Token);
        _up = await _stack.UpAsync();
    }

    [OneTimeTearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    [Test]
    public void The_hosts_keys_in_a_guest_are_told_of()
    {
        _up.Succeeded();

        Assert.That(
            _up.Text,
            Does.Contain(
                $"The guest rose has a copy of the host's {KeysIn("ssh")} at /root/.ssh, including private keys"
            )
        );
    }

    [Test]
    public async Task The_guest_has_its_disks()
    {
        var reports = await _lab.RunAsync("sh", "-c", "cat /var/lib/nixhost/guests/*.jsonl");

        Assert.That(reports.Succeeded().Output, Does.Contain("\"phase\":\"ready\""));
        Assert.That(reports.Output, Does.Not.Contain("is missing or cannot be read"));
        Assert.That(await _stack.OutputAsync("hostKey"), Does.StartWith("ssh-ed25519 "));
    }

    [Test]
    public async Task A_base_that_mounts_by_device_and_rebuilds_itself_works_as_it_is() =>
        // Only LillyLeaf has this address; the base has none.
        await Wait.UntilAsync(
            async () =>
                (await _lab.RunAsync("ping", "-c", "1", "-W", "1", "10.77.0.14")).ExitCode == 0,
            () => "the base did not become LillyLeaf"
        );

    [Test]
    public async Task What_a_guest_is_to_have_is_in_a_file_for_qemu_alone(
        [Values(Token, HostsKey)] string secret
    )
    {
        var found = await _lab.RunAsync("grep", "-rlaF", secret, "/var/lib/nixhost");

        var file = found.Succeeded().Output.Trim();
        Assert.That(Path.GetDirectoryName(file), Is.EqualTo("/var/lib/nixhost/config-disks"));
        var owner = await _lab.RunAsync("stat", "-c", "%a %U", file);
        Assert.That(owner.Succeeded().Output.Trim(), Is.EqualTo("600 libvirt-qemu"));
        var others = await _lab.RunAsync("virsh", "-c", "qemu:///system", "dumpxml", "LillyLeaf");
        Assert.That(others.Succeeded().Output, Does.Not.Contain(file));
    }

    [Test]
    public async Task No_secret_is_anywhere_else(
        [Values(Token, HostsKey, SeedsKey, GuestsKey)] string secret
    )
    {
        var elsewhere = await _lab.RunAsync(
            "sh",
            "-c",
            $"""
            for domain in rose LillyLeaf; do virsh -c qemu:///system dumpxml --security-info $domain; done | grep -F {secret}
            grep -rlaF {secret} /nix /etc/libvirt /run/libvirt /var/log/libvirt {_stack.Directory} {_lab.Directory}/home /root/.cache
            grep -rlaF {secret} /var/lib/nixhost /var/lib/libvirt --exclude-dir=config-disks --exclude-dir=images
            for process in /proc/[0-9]*; do tr '\0' ' ' <$process/cmdline; echo; done | grep -F {secret} | grep -v grep
            true
            """
        );

        Assert.That(elsewhere.Succeeded().Output, Is.Empty);
        Assert.That(_up.Text, Does.Not.Contain(secret));
    }

    private string KeysIn(string name) => Path.Combine(_lab.Directory, name);

    /// <summary>Makes a directory as people have it at ~/.ssh, closed to everybody else.</summary>
    private async Task<string> MakeKeysAsync(string name, string key)
    {
        const UnixFileMode Mine =
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var directory = Directory.CreateDirectory(KeysIn(name), Mine).FullName;
        var file = Path.Combine(directory, "id_ed25519");
        await File.WriteAllTextAsync(
            file,
            $"-----BEGIN OPENSSH PRIVATE KEY-----\n{key}\n-----END OPENSSH PRIVATE KEY-----\n"
        );
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllTextAsync(file + ".pub", "ssh-ed25519 AAAA me@host\n");
        return directory;
    }
}
