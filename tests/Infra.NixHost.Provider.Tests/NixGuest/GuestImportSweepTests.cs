using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>
/// Whatever a domain may hold for an input: its import passes the checks and previews empty, or it is refused with the command that mends it.
/// </summary>
internal sealed class GuestImportSweepTests : GuestTest
{
    private static IEnumerable<TestCaseData> Values() =>
        [.. NamesAndDisks(), .. CardsAndDrivers(), .. Machines()];

    private static IEnumerable<TestCaseData> NamesAndDisks()
    {
        foreach (var name in Of("old", "a b", "it's", "ü", ".x", "-x", new string('n', 65), "a\tb"))
        {
            yield return new(name, "", Devices(), name is "old" or ".x" or "-x");
        }

        foreach (var bus in Of("virtio", "scsi", "sata", "usb", "ide", "fdc", "xen", "sd", "nvme"))
        {
            var fits = bus is "virtio" or "scsi" or "sata" or "usb";
            yield return new("old", "", Devices(Disk(bus: bus)), fits);
        }

        foreach (
            var format in Of("qcow2", "raw", "qcow", "qed", "vmdk", "vdi", "vpc", "vhdx", "luks")
        )
        {
            yield return new("old", "", Devices(Disk(format: format)), format is "qcow2" or "raw");
        }

        foreach (var serial in Of("WD-1", "WD WX 1", new string('s', 21), "disk1", "ü"))
        {
            yield return new(
                "old",
                "",
                Devices(Disk(), Disk("/images/b.qcow2", serial: serial)),
                serial is "WD-1" or "disk1"
            );
        }

        yield return new("old", "", Devices(Disk(serial: "disk1"), Disk("/images/b.qcow2")), false);
        yield return new("old", "", Devices(Network, Disk()), true);
        yield return new("old", "", Devices(Disk("os.qcow2")), false);
        yield return new(
            "old",
            "",
            Devices([.. Enumerable.Range(0, 21).Select(i => Disk($"/{i}"))]),
            false
        );
    }

    private static IEnumerable<TestCaseData> CardsAndDrivers()
    {
        foreach (
            var model in Of("virtio", "e1000-82545em", "virtio-net-pci-non-transitional", "a b")
        )
        {
            yield return new("old", "", Devices(Card(model)), model != "a b");
        }

        foreach (
            var driver in Of(
                "cache='none'",
                "cache='default'",
                "cache='unsafe'",
                "io='io_uring'",
                "io='native' cache='none'",
                "discard='unmap'",
                "discard='ignore'"
            )
        )
        {
            var disk = Disk().Replace("<driver", $"<driver {driver}", StringComparison.Ordinal);
            yield return new("old", "", Devices(disk), true);
        }

        foreach (var type in Of("user", "direct", "ethernet", "hostdev", "udp"))
        {
            yield return new(
                "old",
                "",
                Devices($"<interface type='{type}'/>", Card("virtio")),
                true
            );
        }

        yield return new("old", "", Devices(Card("virtio"), Card("virtio")), false);
    }

    private static IEnumerable<TestCaseData> Machines()
    {
        foreach (
            var crash in Of("destroy", "restart", "preserve", "rename-restart", "coredump-destroy")
        )
        {
            yield return new("old", $"<on_crash>{crash}</on_crash>", Devices(), true);
        }

        foreach (var type in Of("sdl", "vnc", "spice", "rdp", "desktop", "egl-headless", "dbus"))
        {
            yield return new("old", "", Devices($"<graphics type='{type}'/>"), true);
        }

        foreach (var type in Of("pty", "file", "null", "vc", "stdio", "unix", "tcp", "dev", "pipe"))
        {
            yield return new("old", "", Devices($"<serial type='{type}'/>"), true);
        }

        foreach (var memory in Of("16384", "16383", "1", "1048577"))
        {
            yield return new(
                "old",
                $"<memory unit='KiB'>{memory}</memory>",
                Devices(),
                memory is "16384" or "1048577"
            );
        }

        foreach (var cpu in Of("host-passthrough", "host-model", "maximum", "custom"))
        {
            yield return new("old", $"<cpu mode='{cpu}'/>", Devices(), true);
        }

        yield return new(
            "old",
            "<cpu mode='custom'><model>EPYC-Rome</model></cpu>",
            Devices(),
            true
        );
        foreach (var machine in Of("pc", "pc-i440fx-7.2", "pc-q35-7.2", "isapc", "microvm"))
        {
            yield return new(
                "old",
                $"<os><type arch='x86_64' machine='{machine}'>hvm</type></os>",
                Devices(),
                true
            );
        }
    }

    private static string[] Of(params string[] values) => values;

    [TestCaseSource(nameof(Values))]
    public async Task An_import_previews_empty_or_says_how_to_mend_the_domain(
        string name,
        string elements,
        string devices,
        bool fits
    )
    {
        var domain = Domains.Add(name);
        var memory = elements.Contains("<memory", StringComparison.Ordinal)
            ? ""
            : "<memory unit='KiB'>262144</memory>";
        domain.Xml =
            $"<domain type='qemu'><name>{System.Security.SecurityElement.Escape(name)}</name><uuid>{domain.Uuid}</uuid>{memory}<vcpu>1</vcpu>{elements}{devices}</domain>";

        if (fits)
        {
            await PreviewsEmptyAsync(name);
            return;
        }

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.ImportAsync(Type, "x", name)
        );
        Assert.That(failure?.Code, Is.EqualTo("import-unfit"));
        Assert.That(failure?.Message, Does.Contain("`virsh "));
        Assert.That(Stack.Has(Type, "x"), Is.False);
    }

    /// <summary>The program that the engine prints has the inputs that are none of ours.</summary>
    private async Task PreviewsEmptyAsync(string name)
    {
        var imported = await Stack.ImportAsync(Type, "x", name);
        var program = PropertyMap.Create(
            imported!.Inputs.Where(i => !i.Key.StartsWith("__", StringComparison.Ordinal))
        );

        Assert.That(await Stack.FailuresOfAsync(Type, "x", program), Is.Empty);
        var step = await Stack.PreviewAsync(Type, "x", program);

        Assert.That(step.Diff!.Changes.Select(c => c.Describe()), Is.Empty);
    }

    private const string Network =
        "<disk type='network' device='disk'><source protocol='rbd' name='a/b'/><target dev='vdz' bus='virtio'/></disk>";

    private static string Devices(params string[] devices) =>
        $"<devices>{string.Concat(devices)}</devices>";

    private static string Disk(
        string path = "/images/os.qcow2",
        string bus = "virtio",
        string format = "qcow2",
        string? serial = null
    ) =>
        $"<disk type='file' device='disk'><driver type='{format}'/><source file='{path}'/><target dev='vda' bus='{bus}'/>"
        + (serial is null ? "" : $"<serial>{serial}</serial>")
        + "</disk>";

    private static string Card(string model) =>
        $"<interface type='bridge'><mac address='52:54:00:aa:bb:cc'/><source bridge='br0'/><model type='{model}'/></interface>";
}
