using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;
using HostException = Infra.NixHost.Hosts.HostException;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>The preview names what the host lacks, with a code and the next step.</summary>
internal sealed class GuestHostCheckTests : GuestTest
{
    private static readonly GuestSupport Poor = new()
    {
        Libvirt = new(9, 0, 0),
        Graphics = ["vnc"],
        Memory = new(2L << 30, 1L << 30, 64L << 20),
    };

    [TestCase("memory", "3GiB", "memory", "2 GiB", "give less", "memory-exceeds-host")]
    [TestCase("maxMemory", "3GiB", "maxMemory", "2 GiB", "give less", "memory-exceeds-host")]
    [TestCase("firmware", "uefi", "firmware", "uefi", "ovmf", "firmware-missing")]
    [TestCase("tpm", "true", "tpm", "true", "swtpm", "swtpm-missing")]
    [TestCase("graphics", "spice", "graphics", "spice", "vnc", "graphics-missing")]
    [TestCase("hugepages", "true", "hugepages", "64 MiB", "vm.nr_hugepages", "hugepages-low")]
    [TestCase("hugepages", "plenty", "hugepages", "true", "hugetlbfs", "hugetlbfs-missing")]
    [TestCase("accelerator", "kvm", "accelerator", "vmx", "tcg", "kvm-unavailable")]
    public async Task What_the_host_cannot_do_is_refused_in_preview(
        string property,
        string text,
        string path,
        string value,
        string hint,
        string code
    )
    {
        Stack.Host.FakeFacts.Support =
            text == "plenty"
                ? Poor with
                {
                    Memory = Poor.Memory with { HugePages = 1L << 30 },
                }
                : Poor;
        PropertyValue wanted = text is "true" or "plenty" ? true : text;

        var failures = await Stack.FailuresOfAsync(
            Type,
            "web",
            Inputs.With("memory", "256MiB").With(property, wanted)
        );

        var (at, reason) = failures.Single();
        Assert.That(at, Is.EqualTo(path));
        Assert.That(reason, Does.Contain(value).And.Contains(hint).And.EndsWith($" [{code}]"));
    }

    [Test]
    public async Task Swap_may_hold_what_the_balloon_takes_back()
    {
        Stack.Host.FakeFacts.Support = Poor with { Memory = Poor.Memory with { Swap = 2L << 30 } };
        var inputs = Inputs.With("memory", "256MiB");

        var sound = await Stack.FailuresOfAsync(Type, "web", inputs.With("maxMemory", "4GiB"));
        var failure = await Stack.FailuresOfAsync(Type, "web", inputs.With("maxMemory", "5GiB"));

        Assert.That(sound, Is.Empty);
        Assert.That(failure.Single().Reason, Does.Contain("4 GiB with its swap"));
    }

    [TestCase("256MiB", "3GiB")]
    [TestCase("3GiB", null)]
    public async Task A_host_that_has_shrunk_blocks_no_other_change(string memory, string? most)
    {
        var inputs = Inputs.With("memory", memory);
        inputs = most is null ? inputs : inputs.With("maxMemory", most);
        await Stack.UpAsync(Type, "web", inputs);
        Stack.Host.FakeFacts.Support = Stack.Host.FakeFacts.Support with { Memory = Poor.Memory };
        Stack.Restart();

        Assert.That(await Stack.FailuresOfAsync(Type, "web", inputs.With("cpus", 2)), Is.Empty);
    }

    [Test]
    public async Task Huge_pages_have_to_suffice_for_all_that_the_guest_may_get()
    {
        Stack.Host.FakeFacts.Support = Poor with
        {
            HasHugetlbfs = true,
            Memory = Poor.Memory with { HugePages = 256L << 20 },
        };
        var huge = Inputs.With("hugepages", true);

        var sound = await Stack.FailuresOfAsync(Type, "web", huge.With("memory", "256MiB"));
        var failure = await Stack.FailuresOfAsync(Type, "web", huge.With("maxMemory", "512MiB"));

        Assert.That(sound, Is.Empty);
        Assert.That(
            failure.Single().Reason,
            Does.Contain("needs 512 MiB of huge pages").And.EndsWith("[hugepages-low]")
        );
    }

    [TestCase("machine", "q36", "machine", "pc, q35", "machine-missing")]
    [TestCase("cpus", 300, "cpus", "at most 288", "cpus-exceed-machine")]
    [TestCase("maxCpus", 289, "maxCpus", "at most 288", "cpus-exceed-machine")]
    [TestCase("cpuMode", "nonsense", "cpuMode", "qemu64", "cpu-missing")]
    [TestCase(
        "cpuMode",
        "host-passthrough",
        "cpuMode",
        "does not work on this host",
        "cpu-missing"
    )]
    public async Task What_libvirt_says_a_guest_cannot_have_is_refused_in_preview(
        string property,
        object value,
        string path,
        string hint,
        string code
    )
    {
        Stack.Host.FakeFacts.Support = Stack.Host.FakeFacts.Support with { CpuModes = ["custom"] };
        PropertyValue wanted = value is int number ? number : (string)value;

        var failures = await Stack.FailuresOfAsync(Type, "web", Inputs.With(property, wanted));

        var (at, reason) = failures.Single();
        Assert.That(at, Is.EqualTo(path));
        Assert.That(reason, Does.Contain($"{value}").And.Contains(hint).And.EndsWith($" [{code}]"));
    }

    [Test]
    public async Task A_cpu_model_that_may_not_run_here_is_a_warning()
    {
        Assert.That(
            await Stack.FailuresOfAsync(Type, "web", Inputs.With("cpuMode", "EPYC")),
            Is.Empty
        );
        Assert.That(
            Stack.Log.Warnings.Single(),
            Does.Contain("EPYC").And.EndsWith("[cpu-unusable]")
        );
    }

    [Test]
    public async Task A_bus_that_the_host_lacks_is_refused_in_preview()
    {
        Stack.Host.FakeFacts.Support = Stack.Host.FakeFacts.Support with { DiskBuses = ["scsi"] };

        var failures = await Stack.FailuresOfAsync(Type, "web", Inputs);

        Assert.That(failures.Select(f => f.Path), Has.Member("disks[0].bus"));
        Assert.That(failures[0].Reason, Does.Contain("scsi").And.EndsWith("[bus-missing]"));
    }

    [Test]
    public async Task A_host_that_tells_nothing_refuses_nothing()
    {
        Stack.Host.FakeFacts.Support = Poor with { Memory = new(64L << 30, 32L << 30, 0) };

        Assert.That(
            await Stack.FailuresOfAsync(
                Type,
                "web",
                Inputs.With("cpuMode", "EPYC").With("machine", "pc-q35-7.2")
            ),
            Is.Empty
        );
    }

    [TestCase("raw", "qcow2", "set format to \"raw\"")]
    [TestCase("qcow2", "raw", "set format to \"qcow2\"")]
    [TestCase("vmdk", "qcow2", "qemu-img convert")]
    public async Task A_disk_of_another_format_is_refused_in_preview(
        string found,
        string given,
        string next
    )
    {
        Stack.Host.FakeImages.Files["/images/d"] = new("/images/d", found, 1024, 0, null, null);

        var failures = await Stack.FailuresOfAsync(
            Type,
            "web",
            Inputs.With(
                "disks",
                PropertyValue.List(PropertyMap.Of(("path", "/images/d"), ("format", given)))
            )
        );

        var (at, reason) = failures.Single();
        Assert.That(at, Is.EqualTo("disks[0].format"));
        Assert.That(
            reason,
            Does.StartWith($"\"{given}\"")
                .And.Contains($"format {found}")
                .And.Contains(next)
                .And.EndsWith("[disk-format]")
        );
    }

    [TestCase("qcow2", "raw", "set format to \"qcow2\"")]
    [TestCase("vmdk", "qcow2", "qemu-img convert -O qcow2 /pools/fast/d ")]
    public async Task A_volume_of_another_format_is_refused_in_preview(
        string found,
        string given,
        string next
    )
    {
        Stack.Host.FakeImages.Files["/pools/fast/d"] = new(
            "/pools/fast/d",
            found,
            1024,
            0,
            null,
            null
        );

        var failures = await Stack.FailuresOfAsync(Type, "web", Volume("fast/d", given));

        var (at, reason) = failures.Single();
        Assert.That(at, Is.EqualTo("disks[0].format"));
        Assert.That(
            reason,
            Does.StartWith($"\"{given}\": the volume \"fast/d\" is of the format {found}")
                .And.Contains(next)
                .And.EndsWith("[disk-format]")
        );
    }

    [TestCase("fast/missing")]
    [TestCase("lvm/d")]
    public async Task A_volume_that_is_no_file_here_is_not_judged(string volume)
    {
        Stack.Host.FakeVolumes.PoolWithoutDirectory = "lvm";

        Assert.That(await Stack.FailuresOfAsync(Type, "web", Volume(volume, "raw")), Is.Empty);
    }

    private static PropertyMap Volume(string volume, string format) =>
        Inputs.With(
            "disks",
            PropertyValue.List(
                PropertyMap.Of(("path", volume), ("kind", "volume"), ("format", format))
            )
        );

    [TestCase("pci", "0000:02:00.0", true, "lspci", "host-device-missing")]
    [TestCase("pci", "0000:01:00.0", false, "intel_iommu=on", "iommu-missing")]
    [TestCase("usb", "046d:0000", true, "lsusb", "host-device-missing")]
    public async Task A_device_that_the_host_cannot_hand_over_is_refused_in_preview(
        string bus,
        string device,
        bool hasIommu,
        string hint,
        string code
    )
    {
        var facts = Stack.Host.FakeFacts;
        facts.Devices = facts.Devices with { HasIommu = hasIommu };
        var devices = PropertyValue.List(PropertyMap.Of((bus, device)));

        var failures = await Stack.FailuresOfAsync(
            Type,
            "web",
            Inputs.With("hostDevices", devices)
        );

        Assert.That(failures.Single().Path, Is.EqualTo($"hostDevices[0].{bus}"));
        Assert.That(
            failures.Single().Reason,
            Does.Contain(device).And.Contains(hint).And.EndsWith($" [{code}]")
        );
    }

    [Test]
    public async Task A_bridge_that_is_not_there_has_its_code()
    {
        var card = PropertyValue.List(PropertyMap.Of(("bridge", "br9")));

        var failures = await Stack.FailuresOfAsync(Type, "web", Inputs.With("networks", card));

        Assert.That(failures.Single().Reason, Does.EndWith(" [bridge-missing]"));
    }

    [Test]
    public async Task An_old_libvirt_is_named_before_a_guest_is_made()
    {
        Stack.Host.FakeFacts.Support = Poor with { Libvirt = new(7, 0, 0) };

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.PreviewAsync(Type, "web", Inputs)
        );

        Assert.That(failure!.Code, Is.EqualTo("libvirt-old"));
        Assert.That(failure.Message, Does.Contain("8.0").And.Contains("7.0.0"));
    }

    [Test]
    public async Task Memory_that_is_not_free_at_the_moment_is_a_warning()
    {
        Stack.Host.FakeFacts.Support = Poor;

        await Stack.PreviewAsync(Type, "web", Inputs.With("memory", "1536MiB"));

        Assert.That(Stack.Log.Warnings.Single(), Does.EndWith(" [memory-low]"));
    }

    [Test]
    public async Task A_host_that_can_do_less_than_before_keeps_no_other_change_from_being_made()
    {
        await Stack.UpAsync(Type, "web", Inputs.With("memory", "3GiB"));
        Stack.Host.FakeFacts.Support = Poor;
        Stack.Restart();

        var step = await Stack.UpAsync(
            Type,
            "web",
            Inputs.With("memory", "3GiB").With("agent", true)
        );

        Assert.That(step.Operation, Is.EqualTo("update"));
    }
}
