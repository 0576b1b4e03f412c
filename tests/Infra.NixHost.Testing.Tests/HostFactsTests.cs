namespace Infra.NixHost.Testing.Tests;

/// <summary>A host with other facts finds other things wrong.</summary>
internal sealed class HostFactsTests
{
    private ProgramDirectory _program = null!;

    [SetUp]
    public void Make() => _program = new();

    [TearDown]
    public void Remove() => _program.Dispose();

    private static readonly TestCaseData[] Cases =
    [
        Case("memory", "4 GiB is more than the host has, 2 GiB", h => h.Memory = "2GiB"),
        Case("firmware", "libvirt finds no UEFI firmware", h => h.HasUefi = false),
        Case("tpm", "libvirt finds no swtpm", h => h.HasTpm = false),
        Case("machine", "\"q35\" is not a machine type", h => h.Machines.Remove("q35")),
        Case("networks[0].bridge", "br0", h => h.Bridges.Clear()),
        Case("disks[0].bus", "the host's QEMU has no such bus", h => h.DiskBuses.Remove("virtio")),
        Case("hostDevices[0].usb", "no such device is plugged", h => h.UsbDevices.Clear()),
        Case("hostDevices[1].pci", "without an IOMMU", h => h.HasIommu = false),
        Case("hugepages", "of huge pages", h => h.HugePages = "0"),
        Case(
            "networks[0].mac",
            "of the domain 'theirs'",
            h =>
                h.AddDomain(
                    "<domain><name>theirs</name><devices><interface type='bridge'><mac address='52:54:00:00:00:0a'/></interface></devices></domain>"
                )
        ),
    ];

    [TestCaseSource(nameof(Cases))]
    public async Task A_guest_that_the_host_cannot_have_is_refused(
        string property,
        string text,
        Action<TestHost> change
    )
    {
        using var host = new TestHost();
        change(host);

        var failure = await Failure.OfAsync(() =>
            NixHostTest.PreviewAsync(_program.Options(host), Build)
        );

        Assert.That(
            failure.Problems,
            Has.Some.Matches<Problem>(p =>
                p?.Property == property && p.Text.Contains(text, StringComparison.Ordinal)
            )
        );
    }

    [Test]
    public async Task A_host_that_has_all_that_a_guest_needs_refuses_nothing()
    {
        using var host = new TestHost();

        var plan = await NixHostTest.PreviewAsync(_program.Options(host), Build);

        Assert.That(plan.Guests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_host_with_kvm_runs_guests_with_it()
    {
        using var host = new TestHost { HasKvm = true };

        var plan = await NixHostTest.PreviewAsync(_program.Options(host), Build);

        Assert.That(plan.Guests["web"].Definition.IsKvm);
    }

    [Test]
    public async Task A_host_without_Nix_evaluates_no_image()
    {
        using var host = new TestHost { HasNix = false };

        var failure = await Failure.OfAsync(() => ImageAsync(host));

        Assert.That(failure.Message, Does.Contain("The program 'nix-instantiate' is not in PATH"));
    }

    [Test]
    public async Task A_wrong_expression_is_told_in_Nixs_words()
    {
        using var host = new TestHost { EvaluationError = "error: undefined variable 'foo'" };

        var failure = await Failure.OfAsync(() => ImageAsync(host));

        Assert.That(failure.Problems[0].Property, Is.EqualTo("expression"));
        Assert.That(failure.Message, Does.Contain("undefined variable 'foo'"));
    }

    [Test]
    public async Task The_function_getHost_tells_the_facts()
    {
        using var host = new TestHost { Processors = 6, Memory = "8GiB" };

        var plan = await NixHostTest.PreviewAsync(
            _program.Options(host),
            () =>
                new Dictionary<string, object?>
                {
                    ["cpus"] = GetHost.Invoke().Apply(h => h.Cpus),
                    ["memory"] = GetHost.Invoke().Apply(h => h.Memory),
                }
        );

        Assert.That(plan.Outputs["cpus"], Is.EqualTo(6));
        Assert.That(plan.Outputs["memory"], Is.EqualTo("8GiB"));
    }

    [Test]
    public async Task The_function_getImages_tells_of_no_image_before_there_is_one()
    {
        using var host = new TestHost();

        var plan = await NixHostTest.PreviewAsync(
            _program.Options(host),
            () =>
                new Dictionary<string, object?>
                {
                    ["images"] = GetImages.Invoke().Apply(i => i.Images.Length),
                    ["warnings"] = GetImages.Invoke().Apply(i => i.Warnings.Length),
                }
        );

        Assert.That((plan.Outputs["images"], plan.Outputs["warnings"]), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_size_that_is_none_is_refused()
    {
        using var host = new TestHost { Memory = "lots" };

        Assert.That(
            () => NixHostTest.PreviewAsync(_program.Options(host), Build),
            Throws.ArgumentException.With.Message.Contains("\"lots\" is not a size")
        );
    }

    private Task<StackPlan> ImageAsync(TestHost host) =>
        NixHostTest.PreviewAsync(
            _program.Options(host),
            () => _ = new NixImage("image", new() { Expression = "guest" })
        );

    private static void Build() =>
        _ = new NixGuest(
            "web",
            new()
            {
                Memory = "4GiB",
                Firmware = Firmware.Uefi,
                Tpm = true,
                HugePages = true,
                Disks =
                {
                    new GuestDiskArgs { Path = "/dev/vg/web", Kind = GuestDiskKind.Block },
                },
                Networks =
                {
                    new GuestNetworkArgs { Bridge = "br0", Mac = "52:54:00:00:00:0a" },
                },
                HostDevices =
                {
                    new GuestHostDeviceArgs { Usb = "046d:c52b" },
                    new GuestHostDeviceArgs { Pci = "0000:01:00.0" },
                },
                Running = false,
            }
        );

    private static TestCaseData Case(string property, string text, Action<TestHost> change) =>
        new TestCaseData(property, text, change).SetArgDisplayNames(property, text);
}
