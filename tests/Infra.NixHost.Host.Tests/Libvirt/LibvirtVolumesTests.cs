using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Processes;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Libvirt;

/// <summary>libvirtd's storage driver; `make test` starts libvirtd where nobody else does.</summary>
[Category("Real")]
internal sealed class LibvirtVolumesTests
{
    private const long MiB = 1024 * 1024;
    private static readonly CancellationToken None = CancellationToken.None;
    private LibvirtHost _host;
    private string _disks;
    private string _base;

    [SetUp]
    public async Task SetUp()
    {
        _host = new(LibvirtHost.Real);
        _disks = _host.Directory.Make("disks");
        _base = _host.Directory.At("base.qcow2");
        await ToolAsync(Tool.QemuImg, "create", "-q", "-f", "qcow2", _base, "8M");
    }

    [TearDown]
    public async Task TearDown() => await _host.DisposeAsync();

    [Test]
    public async Task An_overlay_is_a_qcow2_file_on_its_base()
    {
        var path = await CreateAsync("a.qcow2", 16 * MiB);

        var image = await ReadAsync(path);
        Assert.That(path, Is.EqualTo(Path.Combine(_disks, "a.qcow2")));
        Assert.That(image.Format, Is.EqualTo("qcow2"));
        Assert.That(image.VirtualSize, Is.EqualTo(16 * MiB));
        Assert.That(image.BackingPath, Is.EqualTo(_base));
        Assert.That(image.BackingFormat, Is.EqualTo("qcow2"));
    }

    [Test]
    public async Task The_pool_made_for_a_directory_goes_with_its_last_volume()
    {
        var first = await CreateAsync("a.qcow2");
        var second = await CreateAsync("b.qcow2");
        Assert.That(await _host.PoolsAsync(), Has.Count.EqualTo(1));

        await _host.Volumes.DeleteAsync(first, None);
        Assert.That(await _host.PoolsAsync(), Has.Count.EqualTo(1));

        await _host.Volumes.DeleteAsync(second, None);
        Assert.That(await _host.PoolsAsync(), Is.Empty);
        Assert.That(Directory.EnumerateFileSystemEntries(_disks), Is.Empty);
    }

    [Test]
    public async Task Deleting_what_is_gone_does_nothing()
    {
        var path = await CreateAsync("a.qcow2");
        File.Delete(path);

        await _host.Volumes.DeleteAsync(path, None);
        await _host.Volumes.DeleteAsync(path, None);
        await _host.Volumes.DeleteAsync(_host.Directory.At("no", "directory", "x"), None);

        Assert.That(await _host.PoolsAsync(), Is.Empty);
    }

    [Test]
    public async Task Deleting_removes_a_file_no_pool_knows()
    {
        var path = _host.Directory.Write("disks/left.qcow2", "x");

        await _host.Volumes.DeleteAsync(path, None);

        Assert.That(File.Exists(path), Is.False);
    }

    [Test]
    public async Task A_file_that_exists_is_not_overwritten()
    {
        var path = _host.Directory.Write("disks/a.qcow2", "precious");

        var failure = await Assert.ThrowsAsync<LibvirtException>(() => CreateAsync("a.qcow2"));

        Assert.That(failure!.Message, Does.Contain("create the volume 'a.qcow2'"));
        Assert.That(await File.ReadAllTextAsync(path), Is.EqualTo("precious"));
    }

    [Test]
    public async Task A_volume_grows()
    {
        var path = await CreateAsync("a.qcow2", 8 * MiB);

        await _host.Volumes.ResizeAsync(path, 32 * MiB, None);

        Assert.That((await ReadAsync(path)).VirtualSize, Is.EqualTo(32 * MiB));
    }

    [Test]
    public async Task Many_volumes_may_be_made_and_deleted_at_the_same_time()
    {
        var paths = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => CreateAsync($"{i}.qcow2"))
        );
        Assert.That(await _host.PoolsAsync(), Has.Count.EqualTo(1));

        await Task.WhenAll([
            .. paths.Select(path => _host.Volumes.DeleteAsync(path, None)),
            CreateAsync("new.qcow2"),
        ]);

        Assert.That(
            Directory.EnumerateFiles(_disks).Select(Path.GetFileName),
            Is.EqualTo(new[] { "new.qcow2" })
        );
    }

    [Test]
    public async Task Directories_of_similar_names_have_pools_of_their_own()
    {
        var first = _host.Directory.Make("a-b");
        var second = _host.Directory.Make("a/b");

        var pools = new[]
        {
            await _host.Volumes.OpenPoolAsync(pool: null, first, None),
            await _host.Volumes.OpenPoolAsync(pool: null, second, None),
        };

        Assert.That(pools.Select(pool => pool.Directory), Is.EqualTo(new[] { first, second }));
        Assert.That(pools[0].Name, Is.Not.EqualTo(pools[1].Name));
    }

    [Test]
    public async Task A_pool_or_directory_that_does_not_exist_is_told()
    {
        await Expect.FailureAsync(
            "pool-missing",
            () => _host.Volumes.OpenPoolAsync("no-such-pool", _disks, None)
        );
        await Expect.FailureAsync(
            "directory-missing",
            () => _host.Volumes.OpenPoolAsync(pool: null, _host.Directory.At("none"), None)
        );
    }

    [Test]
    public async Task A_full_disk_is_told_and_nothing_is_left()
    {
        await ToolAsync("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", _disks);
        try
        {
            var failure = await Expect.FailureAsync("disk-full", () => CreateAsync("a.qcow2"));

            Assert.That(failure.Message, Does.Contain("'a.qcow2'").And.Contain($"'{_disks}'"));
            Assert.That(Directory.EnumerateFileSystemEntries(_disks), Is.Empty);
            Assert.That(await _host.PoolsAsync(), Is.Empty);
        }
        finally
        {
            await ToolAsync("umount", _disks);
        }
    }

    [Test]
    public async Task A_disk_that_cannot_grow_because_its_pool_is_full_is_told_and_stays_as_it_was()
    {
        await ToolAsync("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", _disks);
        try
        {
            var path = await CreateAsync("a.qcow2", 8 * MiB);
            await ToolAsync("sh", "-c", $"cat /dev/zero > {_disks}/rest 2>/dev/null || true");

            var failure = await Expect.FailureAsync(
                "disk-full",
                () => _host.Volumes.ResizeAsync(path, 1L << 42, None)
            );

            Assert.That(failure.Message, Does.Contain($"'{path}'").And.Contain("0 KiB are left"));
            Assert.That((await ReadAsync(path)).VirtualSize, Is.EqualTo(8 * MiB));
            await ToolAsync("qemu-img", "check", "-q", path);
            await _host.Volumes.DeleteAsync(path, None);
        }
        finally
        {
            await ToolAsync("umount", _disks);
        }
    }

    [Test]
    public async Task A_disk_in_use_is_known_by_its_user_and_cannot_be_resized_from_outside()
    {
        var path = await CreateAsync("a.qcow2", 8 * MiB);
        var domain = await _host.Domains.DefineAsync(DomainXml(path), None);
        Assert.That(await _host.Volumes.FindUsersAsync(path, None), Is.Empty);
        await _host.Domains.StartAsync(domain.Uuid, None);

        Assert.That(
            await _host.Volumes.FindUsersAsync(path, None),
            Is.EqualTo(new[] { _host.Name })
        );
        await Assert.ThrowsAsync<LibvirtException>(() =>
            _host.Volumes.ResizeAsync(path, 16 * MiB, None)
        );

        await _host.Volumes.ResizeLiveAsync(domain.Uuid, path, 16 * MiB, None);
        Assert.That((await ReadAsync(path)).VirtualSize, Is.EqualTo(16 * MiB));
        await Expect.FailureAsync(
            "disk-shrink",
            () => _host.Volumes.ResizeLiveAsync(domain.Uuid, path, 8 * MiB, None)
        );
    }

    [Test]
    public async Task A_running_guest_is_flattened_without_stopping_and_its_definition_forgets_the_base()
    {
        var path = await CreateAsync("a.qcow2", 8 * MiB);
        var domain = await _host.Domains.DefineAsync(DomainXml(path), None);
        await _host.Domains.StartAsync(domain.Uuid, None);
        var told = new List<double>();

        await _host.Volumes.FlattenLiveAsync(domain.Uuid, path, new Told(told), None);

        Assert.That((await ReadAsync(path)).BackingPath, Is.Null);
        Assert.That(
            (await _host.Domains.FindAsync(domain.Uuid, None))!.State,
            Is.EqualTo(DomainState.Running)
        );
        Assert.That(
            await _host.Domains.GetXmlAsync(domain.Uuid, live: false, None),
            Does.Not.Contain(_base)
        );
        Assert.That(told, Has.All.InRange(0, 1));
    }

    [Test]
    public async Task A_file_is_known_by_the_domains_that_would_start_with_it_too()
    {
        var path = await CreateAsync("a.qcow2", 8 * MiB);
        await _host.Domains.DefineAsync(DomainXml(path), None);

        Assert.That(await _host.Volumes.FindUsersAsync(path, None), Is.Empty);
        Assert.That(
            await _host.Volumes.FindReferencesAsync(path, None),
            Is.EqualTo(new[] { _host.Name })
        );
    }

    private sealed class Told(List<double> values) : IProgress<double>
    {
        public void Report(double value) => values.Add(value);
    }

    private async Task<string> CreateAsync(string name, long capacity = 8 * MiB)
    {
        var pool = await _host.Volumes.OpenPoolAsync(pool: null, _disks, None);
        return await _host.Volumes.CreateOverlayAsync(pool, name, capacity, _base, "qcow2", None);
    }

    private Task<DiskImage> ReadAsync(string path) =>
        new DiskImages(
            _host.Shell,
            new LocalFiles(),
            TimeSpan.FromMinutes(1),
            TimeProvider.System
        ).ReadAsync(path, None);

    private Task ToolAsync(string program, params string[] arguments) =>
        ToolAsync(new Tool(program, "mount", ""), arguments);

    private async Task ToolAsync(Tool tool, params string[] arguments) =>
        (
            await _host.Shell.RunAsync(
                new(tool, [.. arguments]) { Timeout = TimeSpan.FromMinutes(1) },
                None
            )
        ).OrThrow("test", "The test's host");

    /// <summary>The guest finds nothing to boot and stays in its firmware.</summary>
    private string DomainXml(string disk) =>
        $"""
            <domain type='qemu'>
              <name>{_host.Name}</name>
              <memory unit='MiB'>32</memory>
              <os><type arch='x86_64'>hvm</type></os>
              <devices>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2'/>
                  <source file='{disk}'/>
                  <target dev='vda' bus='virtio'/>
                </disk>
              </devices>
            </domain>
            """;
}
