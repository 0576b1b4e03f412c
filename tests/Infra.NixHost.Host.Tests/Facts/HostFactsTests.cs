using Infra.NixHost.Hosts.Accelerators;
using Infra.NixHost.Hosts.Bridges;
using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Hosts.Processes;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Facts;

/// <summary>What the host really has, and the name of each thing that it lacks.</summary>
[Category("Real")]
internal sealed class HostFactsTests
{
    private const UnixFileMode Open = (UnixFileMode)0b111_101_101;
    private FakeTools _tools = null!;
    private string _uri = null!;
    private string _bridges = null!;
    private AcceleratorPaths _accelerators = null!;
    private HostOptions _options = null!;

    [SetUp]
    public void SetUp()
    {
        _tools = new();
        var directory = _tools.Directory;
        File.SetUnixFileMode(directory.Path, Open);
        _uri = LibvirtHost.Real;
        _bridges = directory.Make("net");
        directory.Make("net/br0/bridge");
        directory.Make("net/br0/brif");
        _accelerators = new()
        {
            CpuInfo = directory.Write("cpuinfo", "flags : fpu vmx\n"),
            Device = directory.Write("kvm"),
            Users = directory.Write("passwd", ""),
            Groups = directory.Write("group", ""),
            QemuConfigurations = [],
        };
        _options = new()
        {
            ImageDirectory = directory.Make("images"),
            StateDirectory = directory.Make("state"),
            GcRootDirectory = directory.At("gcroots"),
        };
        _tools.Add("nix", "echo 'nix (Nix) 2.31.2'");
    }

    [TearDown]
    public void TearDown() => _tools.Dispose();

    [Test]
    public async Task A_sound_host_is_told_with_its_numbers_and_has_no_problems()
    {
        var facts = await ReadAsync();

        Assert.That(facts.Problems, Is.Empty);
        Assert.That(facts.LibvirtVersion, Does.Match(@"^\d+\.\d+\.\d+$"));
        Assert.That(facts.QemuVersion, Does.Match(@"^\d+\.\d+\.\d+$"));
        Assert.That(facts.NixVersion, Is.EqualTo("2.31.2"));
        Assert.That(facts.Accelerator.IsKvm, Is.True);
        Assert.That(facts.Bridges.Select(b => b.Name), Is.EqualTo(["br0"]));
        Assert.That(facts.Memory, Is.GreaterThan(facts.FreeMemory));
        Assert.That(facts.FreeMemory, Is.GreaterThan(1 << 20));
        Assert.That(new[] { facts.FreeDisk, facts.FreeStore, facts.Cpus }, Has.All.Positive);
    }

    [Test]
    public async Task What_guests_can_ask_for_is_known_before_one_is_defined()
    {
        // The real libvirt is asked, which tells of KVM only where this machine has it.
        _accelerators = new();
        using var connection = LibvirtHost.Connect(_uri);

        var support = await Reader(connection).ReadSupportAsync(CancellationToken.None);

        Assert.That(support.Libvirt, Is.GreaterThanOrEqualTo(new Version(8, 0)));
        Assert.That(support.Firmware, Is.EqualTo(["efi"]));
        Assert.That(support.HasTpm, Is.True);
        Assert.That(support.Graphics, Does.Contain("vnc"));
        Assert.That(support.Memory.Total, Is.GreaterThan(support.Memory.Available));
    }

    [Test]
    public void Devices_that_guests_can_take_over_are_those_of_the_kernel()
    {
        var root = _tools.Directory.Make("sys");
        _tools.Directory.Make("sys/bus/pci/devices/0000:01:00.0");
        _tools.Directory.Make("sys/bus/usb/devices/1-1");
        _tools.Directory.Make("sys/bus/usb/devices/1-1:1.0");
        _tools.Directory.Write("sys/bus/usb/devices/1-1/idVendor", "046d\n");
        _tools.Directory.Write("sys/bus/usb/devices/1-1/idProduct", "c52b\n");

        var devices = HostDevices.Read(new LocalFiles(), root);

        Assert.That(devices.Pci, Is.EquivalentTo(["0000:01:00.0"]));
        Assert.That(devices.Usb, Is.EquivalentTo(["046d:c52b"]));
        Assert.That(devices.HasIommu, Is.False);
    }

    private static IEnumerable<TestCaseData> Broken() =>
        [
            Case("libvirt-unreachable", true, t => t._uri = "qemu+unix:///system?socket=/none"),
            Case("nix-missing", true, t => t.LoseTools("qemu-img", "genisoimage")),
            Case("qemu-img-missing", true, t => t.LoseTools("nix", "genisoimage")),
            Case("genisoimage-missing", false, t => t.LoseTools("nix", "qemu-img")),
            Case("nix-old", false, t => t._tools.Add("nix", "echo 'nix (Nix) 2.8.0'")),
            Case(
                "kvm-unavailable",
                false,
                t => t._tools.Directory.Write("cpuinfo", "flags : fpu\n")
            ),
            Case("bridge-none", false, t => t._bridges = t._tools.Directory.Make("none")),
            Case(
                "image-directory-missing",
                false,
                t => t._options = t._options with { ImageDirectory = t._tools.Directory.At("no") }
            ),
        ];

    [TestCaseSource(nameof(Broken))]
    public async Task Each_thing_that_is_missing_has_a_code_and_a_hint(
        string code,
        bool isFatal,
        Action<HostFactsTests> breakIt
    )
    {
        breakIt(this);

        var problem = (await ReadAsync()).Problems.Single();

        Assert.That((problem.Code, problem.IsFatal), Is.EqualTo((code, isFatal)), problem.Message);
        Assert.That(problem.Hint, Is.Not.Empty);
    }

    [Test]
    public async Task A_directory_that_qemu_may_not_enter_is_named()
    {
        _tools.Directory.Write("passwd", "libvirt-qemu:x:64055:64055::/:/bin/false\n");
        _tools.Directory.Write("group", "kvm:x:104:libvirt-qemu\n");
        File.SetUnixFileMode(_accelerators.Device, (UnixFileMode)0b110_110_110);
        File.SetUnixFileMode(_options.ImageDirectory, (UnixFileMode)0b111_000_000);

        var problem = (await ReadAsync()).Problems.Single();

        Assert.That(problem.Code, Is.EqualTo("image-directory-denied"));
        Assert.That(
            problem.Message,
            Does.Contain("libvirt-qemu").And.Contains(_options.ImageDirectory)
        );
    }

    [Test]
    public async Task A_disk_with_little_room_is_named()
    {
        var mount = new Tool("mount", "mount", "");
        await RunAsync(
            mount,
            "-t",
            "tmpfs",
            "-o",
            "size=1m,mode=755",
            "t",
            _options.ImageDirectory
        );
        try
        {
            var problem = (await ReadAsync()).Problems.Single();

            Assert.That(problem.Code, Is.EqualTo("disk-low"));
            Assert.That(problem.Message, Does.Contain(_options.ImageDirectory));
        }
        finally
        {
            await RunAsync(new("umount", "mount", ""), _options.ImageDirectory);
        }
    }

    /// <summary>Makes the host's programs, without the one that a test removes.</summary>
    private void LoseTools(params string[] kept)
    {
        File.Delete(_tools.Directory.At("bin", "nix"));
        _tools.Environment["PATH"] = _tools.Directory.At("bin");
        foreach (var tool in kept)
        {
            _tools.Add(tool, "echo 'nix (Nix) 2.31.2'");
        }
    }

    private async Task<HostFacts> ReadAsync()
    {
        using var connection = LibvirtHost.Connect(_uri);
        return await Reader(connection).ReadAsync(CancellationToken.None);
    }

    private HostFactsReader Reader(LibvirtConnection connection)
    {
        var shell = _tools.Shell();
        var files = new LocalFiles();
        return new(
            _options,
            "/",
            new(shell, new NixTools(shell, _options, TimeProvider.System), TimeSpan.FromMinutes(1)),
            new LibvirtVersions(connection),
            new HostBridges(files, _bridges, new(shell, TimeSpan.FromMinutes(1))),
            new HostAccelerators(files, _accelerators),
            new DirectoryProbe(files, new QemuAccess(files, _accelerators)),
            files,
            new HostPaths()
        );
    }

    private async Task RunAsync(Tool tool, params string[] arguments)
    {
        var invocation = new Invocation(tool, [.. arguments]) { Timeout = TimeSpan.FromMinutes(1) };
        (await _tools.Shell().RunAsync(invocation, CancellationToken.None)).OrThrow("test", "");
    }

    private static TestCaseData Case(string code, bool isFatal, Action<HostFactsTests> breakIt) =>
        new TestCaseData(code, isFatal, breakIt).SetArgDisplayNames(code);
}
