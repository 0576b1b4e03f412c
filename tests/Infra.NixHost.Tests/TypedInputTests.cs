using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace Infra.NixHost.Tests;

/// <summary>Inputs take a value or its text, now or as an output, and the provider gets the text.</summary>
internal sealed class TypedInputTests
{
    private ProviderMocks _mocks = null!;

    [SetUp]
    public void MakeMocks() => _mocks = new();

    [Test]
    public async Task A_size_travels_as_its_text()
    {
        await RunAsync(
            new() { Memory = Size.GiB(2), MaxMemory = "4GiB" },
            new() { Memory = Output.Create(Size.MiB(512)), MaxMemory = (Input<string>)"1GiB" }
        );

        Assert.That(Of("guest0", "memory", "maxMemory"), Is.EqualTo(["2GiB", "4GiB"]));
        Assert.That(Of("guest1", "memory", "maxMemory"), Is.EqualTo(["512MiB", "1GiB"]));
    }

    [Test]
    public async Task A_duration_travels_as_its_text()
    {
        await RunAsync(
            new() { WaitTimeout = TimeSpan.FromMinutes(5), ShutdownTimeout = "90s" },
            new() { WaitTimeout = Output.Create(TimeSpan.FromMilliseconds(1500)) }
        );

        Assert.That(Of("guest0", "waitTimeout", "shutdownTimeout"), Is.EqualTo(["300s", "90s"]));
        Assert.That(Of("guest1", "waitTimeout"), Is.EqualTo(["1.5s"]));
    }

    [Test]
    public async Task A_choice_is_one_of_the_listed_or_any_text()
    {
        Firmware newer = "coreboot";
        await RunAsync(
            new()
            {
                Machine = MachineType.Q35,
                CpuMode = CpuMode.Maximum,
                Firmware = newer,
            },
            new()
            {
                Machine = "pc-q35-9.0",
                CpuMode = "EPYC",
                Firmware = Output.Create(Firmware.Uefi),
            }
        );

        Assert.That(
            Of("guest0", "machine", "cpuMode", "firmware"),
            Is.EqualTo(["q35", "maximum", "coreboot"])
        );
        Assert.That(
            Of("guest1", "machine", "cpuMode", "firmware"),
            Is.EqualTo(["pc-q35-9.0", "EPYC", "uefi"])
        );
    }

    [Test]
    public async Task A_text_that_is_null_is_no_input()
    {
        string? none = null;
        await RunAsync(new NixGuestArgs { Memory = none, Machine = none });

        Assert.That(_mocks.Inputs["guest0"].Keys, Is.Empty);
    }

    [Test]
    public async Task What_was_set_can_be_read_and_handed_on()
    {
        var args = new NixGuestArgs { Memory = Size.GiB(1) };
        await RunAsync(
            new NixGuestArgs { Memory = args.Memory, MaxMemory = (Input<string>?)args.Memory }
        );

        Assert.That(Of("guest0", "memory", "maxMemory"), Is.EqualTo(["1GiB", "1GiB"]));
    }

    [Test]
    public async Task The_former_name_of_an_input_still_sets_it()
    {
#pragma warning disable CS0618 // The former name is what is tested.
        await RunAsync(new NixGuestArgs { Hugepages = true });
#pragma warning restore CS0618

        Assert.That(_mocks.Inputs["guest0"]["hugepages"], Is.EqualTo(true));
    }

    [Test]
    public async Task The_size_of_a_disk_may_come_from_an_image()
    {
        await Pulumi.Deployment.TestAsync(
            _mocks,
            new() { IsPreview = false },
            () =>
            {
                var image = new NixImage("image", new() { Flake = ".#guest" });
                _ = new OverlayDisk("os", new() { Image = image, Size = image.VirtualSize });
                _ = new OverlayDisk(
                    "large",
                    new() { Image = image, Size = image.VirtualSize.Apply(s => s + Size.GiB(1)) }
                );
            }
        );

        Assert.That(_mocks.Inputs["os"]["size"], Is.EqualTo("2GiB"));
        Assert.That(_mocks.Inputs["large"]["size"], Is.EqualTo("3GiB"));
    }

    /// <summary>Mocks give what a test gives; only who needs the number learns that it is none.</summary>
    [Test]
    public async Task A_size_that_is_none_does_not_end_the_program()
    {
        var size = Output.Create(default(Size));
        _mocks.VirtualSize = "5 bananas";
        await Pulumi.Deployment.TestAsync(
            _mocks,
            new() { IsPreview = false },
            () =>
            {
                size = new NixImage("image", new() { Flake = ".#guest" }).VirtualSize;
            }
        );

        var value = await OutputUtilities.GetValueAsync(size);

        Assert.That(value.ToString(), Is.EqualTo("5 bananas"));
        Assert.That(() => value.Bytes, Throws.TypeOf<FormatException>());
    }

    [Test]
    public async Task A_guest_has_its_first_address_as_a_text()
    {
        var address = Output.Create("");
        await Pulumi.Deployment.TestAsync(
            _mocks,
            new() { IsPreview = false },
            () =>
            {
                address = new NixGuest(
                    "web",
                    new() { Disks = { new GuestDiskArgs { Path = "/a" } } }
                ).Address;
            }
        );

        Assert.That(await OutputUtilities.GetValueAsync(address), Is.EqualTo("192.168.1.12"));
    }

    private Task<ImmutableArray<Resource>> RunAsync(params NixGuestArgs[] guests) =>
        Pulumi.Deployment.TestAsync(
            _mocks,
            new() { IsPreview = false },
            () =>
            {
                foreach (var (args, i) in guests.Select((g, i) => (g, i)))
                {
                    _ = new NixGuest($"guest{i}", args);
                }
            }
        );

    private IEnumerable<object> Of(string resource, params string[] inputs) =>
        inputs.Select(i => _mocks.Inputs[resource][i]);
}
