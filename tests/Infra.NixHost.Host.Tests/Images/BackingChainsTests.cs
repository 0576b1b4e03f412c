using Infra.NixHost.Hosts.Accelerators;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Processes;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Images;

/// <summary>Overlays on images of a real store, and what becomes of their bases.</summary>
[Category("Real")]
internal sealed class BackingChainsTests
{
    private const string Make =
        "mkdir $out; qemu-img create -q -f raw raw 1M; printf base | dd of=raw conv=notrunc status=none; "
        + "qemu-img convert -f raw -O qcow2 raw $out/nixos.qcow2";
    private static readonly CancellationToken None = CancellationToken.None;
    private PrivateStore _store = null!;
    private string _disk = null!;
    private string _base = null!;
    private string _derivation = null!;
    private string _storePath = null!;

    [SetUp]
    public async Task SetUp()
    {
        _store = new();
        OpenToOthers();
        _derivation = await _store.InstantiateAsync("image", Make);
        _storePath = await BuildAsync();
        _base = Path.Combine(_storePath, "nixos.qcow2");
        _disk = _store.Directory.At("disk.qcow2");
        await QemuImgAsync("create", "-q", "-f", "qcow2", "-b", _base, "-F", "qcow2", _disk, "2M");
        await RememberAsync(_disk);
    }

    [TearDown]
    public void TearDown() => _store.Dispose();

    [Test]
    public void The_disks_that_were_made_here_are_listed_with_their_bases()
    {
        var record = Directory.GetFiles(_store.Directory.At("bases"), "*.json").Single();
        File.WriteAllText(_store.Directory.At("bases/damaged.json"), "{");

        Assert.That(
            Chains.ListRemembered(),
            Is.EquivalentTo(
                new RememberedBase[]
                {
                    new(record, _disk, _base),
                    new(_store.Directory.At("bases/damaged.json"), "", ""),
                }
            )
        );
    }

    private DiskImages Images =>
        new(Shell, new LocalFiles(), TimeSpan.FromMinutes(1), TimeProvider.System);

    private LocalShell Shell { get; } =
        new(new Dictionary<string, string>(StringComparer.Ordinal), TimeProvider.System);

    private async Task RememberAsync(string disk) =>
        await Chains.RememberAsync(await Images.ReadAsync(disk, None), None);

    private BackingChains Chains =>
        new(
            Images,
            _store.Store,
            new QemuAccess(new LocalFiles(), new AcceleratorPaths()),
            new BackingPlaces(
                _store.Store,
                new LocalFiles(),
                "/none",
                _ => Task.FromResult<IReadOnlyList<string>>([_store.Directory.At("pool")])
            ),
            new LocalFiles(),
            Shell,
            _store.Directory.At("bases")
        );

    [Test]
    public async Task A_sound_chain_is_read_from_the_top_and_has_no_findings()
    {
        var chain = (await Chains.InspectAsync(_disk, None)).Require();

        Assert.That(chain.Images.Select(i => i.Path), Is.EqualTo([_disk, _base]));
    }

    [Test]
    public async Task A_collected_base_is_missing()
    {
        _store.Store.RemoveRoot(_store.Root("image"));
        await _store.CollectGarbageAsync();

        await ExpectAsync("chain-missing", _base, _storePath);
    }

    [Test]
    public async Task A_base_that_was_written_to_is_refused()
    {
        File.SetUnixFileMode(_base, (UnixFileMode)0b110_100_100);
        await File.AppendAllTextAsync(_base, "x");

        await ExpectAsync("base-changed", _base, "no longer matches the hash");
    }

    [Test]
    public async Task A_new_owner_and_mode_do_no_harm()
    {
        File.SetUnixFileMode(_base, (UnixFileMode)0b110_110_110);

        (await Chains.InspectAsync(_disk, None)).Require();
    }

    [Test]
    public async Task A_base_built_again_with_the_same_bytes_is_as_good_as_before()
    {
        _store.Store.RemoveRoot(_store.Root("image"));
        await _store.CollectGarbageAsync();
        _derivation = await _store.InstantiateAsync("image", Make);
        Assert.That(await BuildAsync(), Is.EqualTo(_storePath));

        (await Chains.InspectAsync(_disk, None)).Require();
    }

    [Test]
    public async Task A_base_built_again_with_other_bytes_is_refused()
    {
        // The build reads something from outside, like one that writes the time into its result.
        var outside = _store.Directory.Write("outside", "1");
        var script = $"{Make}; cat {outside} > $out/stamp";
        _derivation = await _store.InstantiateAsync("stamped", script);
        var path = Path.Combine(await BuildAsync("stamped"), "nixos.qcow2");
        var disk = _store.Directory.At("stamped.qcow2");
        await QemuImgAsync("create", "-q", "-f", "qcow2", "-b", path, "-F", "qcow2", disk);
        await RememberAsync(disk);
        _store.Store.RemoveRoot(_store.Root("stamped"));
        await _store.CollectGarbageAsync();
        await File.WriteAllTextAsync(outside, "2");
        _derivation = await _store.InstantiateAsync("stamped", script);
        await BuildAsync("stamped");

        var chain = await Chains.InspectAsync(disk, None);

        Assert.That(chain.Findings.Single().Code, Is.EqualTo("base-changed"));
        Assert.That(chain.Findings.Single().Message, Does.Contain("built again"));
    }

    [TestCase("raw", "records raw")]
    [TestCase(null, "records no format")]
    public async Task A_wrong_or_missing_format_of_the_base_is_told(string? format, string reason)
    {
        // Newer versions of qemu-img always record a format, so the test removes it.
        await QemuImgAsync(
            "rebase",
            "-u",
            "-f",
            "qcow2",
            "-b",
            _base,
            "-F",
            format ?? "qcow2",
            _disk
        );
        if (format is null)
        {
            await HideFormatAsync();
        }

        await ExpectAsync("chain-format", _disk, reason);
    }

    [Test]
    public async Task A_disk_that_is_shorter_than_its_base_is_told()
    {
        await QemuImgAsync("resize", "-q", "--shrink", _disk, "512K");

        await ExpectAsync("chain-short", _disk, "the end is missing");
    }

    [Test]
    public async Task A_directory_that_qemu_may_not_enter_is_told()
    {
        if (QemuUser.Find(new LocalFiles(), new AcceleratorPaths()).Id == 0)
        {
            Assert.Fail("QEMU runs as root here, which this test cannot tell anything about.");
        }

        File.SetUnixFileMode(_store.Directory.Path, (UnixFileMode)0b111_000_000);

        await ExpectAsync(
            "chain-denied",
            _disk,
            $"may not enter the directory '{_store.Directory.Path}'"
        );
    }

    [Test]
    public async Task A_backing_file_of_the_system_is_refused_and_nothing_is_opened_to_others()
    {
        await QemuImgAsync("create", "-q", "-f", "qcow2", "-b", "/etc/shadow", "-F", "raw", _disk);

        var finding = (await Chains.InspectAsync(_disk, None)).Findings.Single();

        Assert.That((finding.Code, finding.Path), Is.EqualTo(("chain-foreign", "/etc/shadow")));
        Assert.That(finding.Message, Does.Not.Contain("chmod"));
    }

    [Test]
    public async Task A_link_out_of_a_pool_is_refused_and_a_file_in_it_is_not()
    {
        var pool = _store.Directory.Make("pool");
        var disks = _store.Directory.Make("disks");
        File.CreateSymbolicLink($"{pool}/link", "/etc/shadow");
        await QemuImgAsync("create", "-q", "-f", "raw", $"{pool}/base", "1M");
        await QemuImgAsync(
            "create",
            "-q",
            "-f",
            "qcow2",
            "-b",
            $"{pool}/link",
            "-F",
            "raw",
            $"{disks}/bad"
        );
        await QemuImgAsync(
            "create",
            "-q",
            "-f",
            "qcow2",
            "-b",
            $"{pool}/base",
            "-F",
            "raw",
            $"{disks}/good"
        );

        var bad = await Chains.InspectAsync($"{disks}/bad", None);
        var good = await Chains.InspectAsync($"{disks}/good", None);

        Assert.That(bad.Findings.Single().Code, Is.EqualTo("chain-foreign"));
        Assert.That(good.Findings.Select(f => f.Code), Does.Not.Contain("chain-foreign"));
    }

    [Test]
    public async Task Images_that_back_each_other_are_told()
    {
        var (a, b) = (_store.Directory.At("a"), _store.Directory.At("b"));
        await QemuImgAsync("create", "-q", "-f", "qcow2", a, "1M");
        await QemuImgAsync("create", "-q", "-f", "qcow2", "-b", a, "-F", "qcow2", b);
        await QemuImgAsync("rebase", "-q", "-u", "-f", "qcow2", "-b", b, "-F", "qcow2", a);

        var chain = await Chains.InspectAsync(a, None);

        Assert.That(chain.Findings.Select(f => f.Code), Does.Contain("chain-endless"));
    }

    [Test]
    public async Task A_plain_base_that_was_replaced_is_refused()
    {
        var plain = _store.Directory.At("plain.qcow2");
        await QemuImgAsync("create", "-q", "-f", "qcow2", plain, "1M");
        await QemuImgAsync("create", "-q", "-f", "qcow2", "-b", plain, "-F", "qcow2", _disk, "2M");
        Chains.Forget(_disk);
        await RememberAsync(_disk);
        (await Chains.InspectAsync(_disk, None)).Require();
        File.Delete(plain);
        await QemuImgAsync("create", "-q", "-f", "qcow2", plain, "1M");

        await ExpectAsync("base-changed", plain, "replaced");
    }

    [Test]
    public async Task A_flattened_disk_keeps_its_bytes_and_needs_no_base()
    {
        await Chains.FlattenAsync(_disk, None);
        File.SetUnixFileMode(_storePath, (UnixFileMode)0b111_101_101);
        File.Delete(_base);

        var chain = (await Chains.InspectAsync(_disk, None)).Require();
        Assert.That(chain.Images.Select(i => i.Path), Is.EqualTo([_disk]));
        var raw = _store.Directory.At("raw");
        await QemuImgAsync("convert", "-f", "qcow2", "-O", "raw", _disk, raw);
        Assert.That((await File.ReadAllBytesAsync(raw))[..4], Is.EqualTo("base"u8.ToArray()));
    }

    private async Task ExpectAsync(string code, string path, string reason)
    {
        var chain = await Chains.InspectAsync(_disk, None);

        Assert.That(chain.Findings.Select(f => f.Code), Is.EqualTo([code]));
        Assert.That(chain.Findings[0].Message, Does.Contain(path).And.Contains(reason));
        await Expect.FailureAsync(
            code,
            async () => (await Chains.InspectAsync(_disk, None)).Require()
        );
    }

    private Task<string> BuildAsync(string urn = "image") =>
        _store.Store.RealiseAsync(
            _derivation,
            _store.Root(urn),
            TimeSpan.FromMinutes(1),
            null,
            None
        );

    /// <summary>The header extension of type 0xE2792ACA is the format. QEMU ignores an unknown type.</summary>
    private async Task HideFormatAsync()
    {
        var bytes = await File.ReadAllBytesAsync(_disk);
        var at = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xE2, 0x79, 0x2A, 0xCA]);
        Assert.That(at, Is.Positive);
        bytes[at] = 0x11;
        await File.WriteAllBytesAsync(_disk, bytes);
    }

    /// <summary>QEMU's user must be able to reach the disks.</summary>
    private void OpenToOthers() =>
        File.SetUnixFileMode(_store.Directory.Path, (UnixFileMode)0b111_101_101);

    private async Task QemuImgAsync(params string[] arguments) =>
        (
            await Shell.RunAsync(
                new(Tool.QemuImg, [.. arguments]) { Timeout = TimeSpan.FromMinutes(1) },
                None
            )
        ).OrThrow("test", "The test's image");
}
