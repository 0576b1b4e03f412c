using System.Security.Cryptography;
using Infra.NixHost.Hosts.Libvirt;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>
/// UEFI firmware boots a guest up to a kernel that writes to its console. The firmware's variables last as long as the guest.
/// </summary>
[Category("Real")]
[CancelAfter(600_000)]
internal sealed class UefiTests
{
    private const string Type = "NixGuest";
    private RealHost _real = null!;
    private PropertyMap _inputs = null!;
    private string _name = "";

    [SetUp]
    public async Task Start()
    {
        _real = new();
        _name = $"{_real.Prefix}-uefi";
        var disks = PropertyValue.List(
            PropertyMap.Of(("path", await MakeDiskAsync()), ("serial", "efi"), ("format", "raw"))
        );
        _inputs = PropertyMap.Of(
            ("memory", "256MiB"),
            ("firmware", "uefi"),
            ("disks", disks),
            ("shutdownTimeout", "0s"),
            ("autostart", false)
        );
    }

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [Test]
    public async Task A_uefi_guest_boots_and_keeps_its_variables_until_it_is_removed()
    {
        var guest = await _real.Stack.UpAsync(Type, _name, _inputs);
        var console = guest.Outputs["consolePath"] is PropertyValue.String path ? path.Value : "";
        await ExpectKernelAsync(console);
        var variables = VariablesOf(await _real.DomainAsync(_name));
        var run = await RealHost.RunIdAsync(_name);
        await RealHost.VirshAsync("destroy", _name);
        var written = await HashAsync(variables);

        // The guest is off, so that only an update could write to the variables.
        var off = _inputs.With("running", false).With("memory", "288MiB");
        await _real.Stack.RefreshAsync(Type, _name);
        await _real.Stack.UpAsync(Type, _name, off);

        Assert.That(await HashAsync(variables), Is.EqualTo(written));
        Assert.That(
            written,
            Is.Not.EqualTo(await HashAsync("/usr/share/OVMF/OVMF_VARS_4M.fd")),
            "the firmware has written nothing"
        );

        await _real.Stack.UpAsync(Type, _name, off.With("running", true));
        await ExpectKernelAsync(console);
        Assert.That(await RealHost.RunIdAsync(_name), Is.Not.EqualTo(run));
        Assert.That(VariablesOf(await _real.DomainAsync(_name)), Is.EqualTo(variables));
        _real.Stack.Log.Warnings.Clear();
        await _real.Stack.RefreshAsync(Type, _name);
        Assert.That(_real.Stack.Log.Warnings, Is.Empty);

        await _real.Stack.DestroyAsync(Type, _name);
        Assert.That(File.Exists(variables), Is.False);
    }

    /// <summary>A FAT file system whose script the firmware's shell finds and runs: it starts a kernel.</summary>
    private async Task<string> MakeDiskAsync()
    {
        var path = Path.Combine(_real.Host.Options.ImageDirectory, "efi.raw");
        var script = _real.Stack.Write("startup.nsh", "fs0:\r\nvmlinuz.efi console=ttyS0\r\n");
        await RealHost.RunAsync("truncate", "--size=32M", path);
        await RealHost.RunAsync("mkfs.vfat", path);
        var kernel = Path.Combine(GuestParts.Directory, "vmlinuz");
        await RealHost.RunAsync("mcopy", "-i", path, kernel, "::/vmlinuz.efi");
        await RealHost.RunAsync("mcopy", "-i", path, script, "::/startup.nsh");
        return path;
    }

    private static string VariablesOf(DomainReading domain) =>
        System.Xml.Linq.XElement.Parse(domain.LiveXml!).Element("os")!.Element("nvram")!.Value;

    private static async Task<string> HashAsync(string path) =>
        Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(path)));

    /// <summary>Every start truncates the log.</summary>
    private static Task ExpectKernelAsync(string console) =>
        Wait.UntilAsync(
            () => Read(console).Contains("Linux version", StringComparison.Ordinal),
            () => $"no kernel boots:\n{Read(console)}"
        );

    private static string Read(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
