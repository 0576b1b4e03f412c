using System.Text.RegularExpressions;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>
/// Each call of each operation fails once, on the host in memory: the next run ends where a run without failure would have, and removing everything
/// leaves nothing. Real.FaultInjectionTests does the same with guests on real libvirt.
/// </summary>
internal sealed class EveryCallFailsTests
{
    private const string Base = "/nix/store/11111111111111111111111111111111-image";
    private const string Other = "/nix/store/22222222222222222222222222222222-image";

    private static readonly PropertyMap Overlay = PropertyMap.Of(
        ("image", $"{Base}/nixos.qcow2"),
        ("size", "1GiB")
    );

    private static readonly PropertyMap Guest = PropertyMap.Of(
        ("memory", "128MiB"),
        (
            "disks",
            PropertyValue.List(PropertyMap.Of(("path", "/images/os.qcow2"), ("serial", "os")))
        ),
        ("waitFor", "configured"),
        ("waitTimeout", "10s")
    );

    private static readonly PropertyMap Files = PropertyMap.Of(
        ("files", PropertyMap.Of(("hostname", "lilly\n")))
    );

    private static readonly PropertyMap Secrets = PropertyMap.Of(
        ("files", new PropertyValue.Secret(PropertyMap.Of(("token", "hush"))))
    );

    private static readonly PropertyMap Image = PropertyMap.Of(("expression", "guest.nix"));

    private static readonly PropertyMap System = PropertyMap.Of(
        ("configuration", "root"),
        ("entry", "default.nix"),
        ("hostName", "web"),
        ("base", $"{Base}/nixos.qcow2")
    );

    private static readonly PropertyMap Lan = PropertyMap.Of(("bridge", "br0"));

    private static IEnumerable<TestCaseData> Runs()
    {
        yield return Run("a guest is made", "NixGuest", null, Guest);
        yield return Run("a guest restarts", "NixGuest", Guest, Guest.With("memory", "256MiB"));
        yield return Run("a guest is replaced", "NixGuest", Guest, Guest.With("guestName", "w2"));
        yield return Run("a guest is removed", "NixGuest", Guest, null);
        yield return Run("a disk is made", "OverlayDisk", null, Overlay);
        yield return Run("a disk grows", "OverlayDisk", Overlay, Overlay.With("size", "2GiB"));
        yield return Run(
            "a disk is replaced",
            "OverlayDisk",
            Overlay.With("onImageChange", "replace"),
            Overlay.With("onImageChange", "replace").With("image", $"{Other}/nixos.qcow2")
        );
        yield return Run(
            "a disk is flattened",
            "OverlayDisk",
            Overlay.With("onImageChange", "flatten"),
            Overlay.With("onImageChange", "flatten").With("image", $"{Other}/nixos.qcow2")
        );
        yield return Run("a disk is removed", "OverlayDisk", Overlay, null);
        yield return Run("a config disk is made", "ConfigDisk", null, Files);
        yield return Run("a config disk gets secrets", "ConfigDisk", Files, Secrets);
        yield return Run("a config disk is removed", "ConfigDisk", Secrets, null);
        yield return Run("a network is made", "BridgeNetwork", null, Lan);
        yield return Run(
            "a network moves",
            "BridgeNetwork",
            Lan,
            PropertyMap.Of(("bridge", "lab0"), ("requireUplink", false))
        );
        yield return Run(
            "a network is replaced",
            "BridgeNetwork",
            Lan,
            Lan.With("networkName", "other")
        );
        yield return Run("a network is removed", "BridgeNetwork", Lan, null);
        yield return Run("an image is built", "NixImage", null, Image);
        yield return Run("an image changes", "NixImage", Image, Image.With("diskSize", "8GiB"));
        yield return Run("a system is built", "NixSystem", null, System);
        yield return Run("a system changes", "NixSystem", System, System.With("hostName", "w2"));
    }

    [TestCaseSource(nameof(Runs))]
    public Task The_next_run_ends_where_the_first_would_have(
        string type,
        PropertyMap? from,
        PropertyMap? to
    ) => FailEachAsync(type, from, to, staysAway: false);

    [TestCaseSource(nameof(Runs))]
    public Task The_next_run_ends_there_too_when_the_host_stays_away(
        string type,
        PropertyMap? from,
        PropertyMap? to
    ) => FailEachAsync(type, from, to, staysAway: true);

    [Test]
    public async Task What_a_failed_create_has_made_is_in_the_state(
        [ValueSource(nameof(Creates))] TestCaseData made,
        [Values] bool staysAway,
        [Values] bool isLeftover
    )
    {
        var (type, inputs) = ((string)made.Arguments[0]!, (PropertyMap)made.Arguments[2]!);
        for (var k = 1; ; k++)
        {
            using var stack = Furnish();
            if (isLeftover)
            {
                await stack.UpAsync(type, "x", inputs);
                stack.Forget(type, "x");
                stack.Kill();
            }

            var leftover = Picture(stack);
            await FailAsync(stack, type, inputs, (k, staysAway));
            if (!stack.Host.Calls.HasFailed)
            {
                return;
            }

            // A refresh keeps what is there. What was found but not touched is still the next run's to find.
            stack.Restart();
            if (stack.Has(type, "x"))
            {
                await stack.RefreshAsync(type, "x");
            }

            await RunAsync(stack, type, null);
            Assert.That(
                Picture(stack),
                Is.EqualTo(Picture(Furnished)).Or.EqualTo(isLeftover ? leftover : ""),
                $"after call {k}"
            );
        }
    }

    [Test]
    public async Task A_refresh_and_an_up_after_a_failed_create_know_all_outputs(
        [ValueSource(nameof(Creates))] TestCaseData made,
        [Values] bool staysAway
    )
    {
        var (type, inputs) = ((string)made.Arguments[0]!, (PropertyMap)made.Arguments[2]!);
        using var sound = Furnish();
        await sound.UpAsync(type, "x", inputs);
        var wanted = sound.StateOf(type, "x").Outputs.Keys.Order();
        for (var k = 1; ; k++)
        {
            using var stack = Furnish();
            await FailAsync(stack, type, inputs, (k, staysAway));
            if (!stack.Host.Calls.HasFailed)
            {
                return;
            }

            stack.Restart();
            if (stack.Has(type, "x"))
            {
                await stack.RefreshAsync(type, "x");
            }

            await RunAsync(stack, type, inputs);
            Assert.That(
                stack.StateOf(type, "x").Outputs.Keys.Order(),
                Is.EqualTo(wanted),
                $"after call {k}"
            );
        }
    }

    private static IEnumerable<TestCaseData> Creates() => Runs().Where(r => r.Arguments[1] is null);

    /// <summary>A run in which one call fails, and those after it too if the host stays away.</summary>
    private static async Task FailAsync(
        TestStack stack,
        string type,
        PropertyMap? to,
        (int Call, bool StaysAway) fails
    )
    {
        stack.Host.Calls.Clear();
        (stack.Host.Calls.FailAt, stack.Host.Calls.StaysAway) = fails;
        try
        {
            await RunAsync(stack, type, to);
        }
        catch (Exception e) when (e is LibvirtException or HostException or InitFailedException)
        {
            Assert.That($"{e}", Does.Contain("injected failure"));
        }

        (stack.Host.Calls.FailAt, stack.Host.Calls.StaysAway) = (0, false);
    }

    private async Task FailEachAsync(
        string type,
        PropertyMap? from,
        PropertyMap? to,
        bool staysAway
    )
    {
        using var sound = await FurnishAsync(type, from);
        await RunAsync(sound, type, to);
        var wanted = Picture(sound);

        for (var k = 1; ; k++)
        {
            using var stack = await FurnishAsync(type, from);
            stack.Restart();
            await FailAsync(stack, type, to, (k, staysAway));
            var hasFailed = stack.Host.Calls.HasFailed;
            stack.Restart();
            await RunAsync(stack, type, to);
            Assert.That(Picture(stack), Is.EqualTo(wanted), $"after call {k}");

            await RunAsync(stack, type, null);
            Assert.That(Picture(stack), Is.EqualTo(Picture(Furnished)), $"after call {k}");
            if (!hasFailed)
            {
                Assert.That(k, Is.GreaterThan(1));
                return;
            }
        }
    }

    private static async Task<TestStack> FurnishAsync(string type, PropertyMap? from)
    {
        var stack = Furnish();
        if (from is not null)
        {
            await stack.UpAsync(type, "x", from);
        }

        return stack;
    }

    private TestStack Furnished { get; set; } = null!;

    [OneTimeSetUp]
    public void MakeStack() => Furnished = Furnish();

    [OneTimeTearDown]
    public void RemoveStack() => Furnished.Dispose();

    /// <summary>An up with these inputs, or with the resource gone from the program.</summary>
    private static async Task RunAsync(TestStack stack, string type, PropertyMap? inputs)
    {
        if (inputs is not null)
        {
            await stack.UpAsync(type, "x", inputs);
        }
        else if (stack.Has(type, "x"))
        {
            await stack.DestroyAsync(type, "x");
        }
    }

    private static TestStack Furnish()
    {
        var stack = new TestStack();
        var host = stack.Host;
        stack.Write("guest.nix", "one");
        stack.Write("root/default.nix", "one");
        foreach (var image in new[] { Base, Other })
        {
            host.FakeStore.Valid[image] = 0;
            host.FakeImages.Add($"{image}/nixos.qcow2", 1024);
        }

        host.FakeImages.Add("/images/os.qcow2", 2048, $"{Base}/nixos.qcow2");
        return stack;
    }

    /// <summary>All that is on the host apart from store paths, which the collector takes.</summary>
    private static string Picture(TestStack stack)
    {
        stack.Restart();
        var host = stack.Host;
        var lines = new List<string>();
        lines.AddRange(host.FakeDomains.All.Values.Select(d => $"{d.State} {d.Autostart} {d.Xml}"));
        lines.AddRange(host.FakeNetworks.All.Values.Select(n => n.Xml));
        lines.AddRange(host.FakeNetworks.Active.Values.Select(xml => $"active {xml}"));
        lines.AddRange(host.FakeStore.Roots.Select(r => $"{r.Key} -> {r.Value}"));
        lines.AddRange(
            host.FakeImages.Files.Where(f => f.Key.StartsWith("/images", StringComparison.Ordinal))
                .Select(f => $"{f.Key} on {f.Value.BackingPath}, {f.Value.VirtualSize}")
        );
        lines.AddRange(host.FakeChains.Remembered.Keys.Select(k => $"remembered {k}"));
        var state = host.Options.StateDirectory;
        if (Directory.Exists(state))
        {
            lines.AddRange(Directory.EnumerateFiles(state, "*", SearchOption.AllDirectories));
        }

        var text = string.Join('\n', lines.Order(StringComparer.Ordinal))
            .Replace(stack.Directory, "", StringComparison.Ordinal);
        return Regex.Replace(text, "token=\"[0-9a-f]+\"", "token=\"\"");
    }

    private static TestCaseData Run(string what, string type, PropertyMap? from, PropertyMap? to) =>
        new TestCaseData(type, from, to).SetArgDisplayNames(what);
}
