using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>A stack on a host in memory, and one resource of each kind to ask whose it is.</summary>
internal abstract class OwnershipTest
{
    protected const string Base = "/nix/store/11111111111111111111111111111111-image";
    protected TestStack Stack { get; private set; } = null!;
    protected DirectoryInfo Elsewhere { get; private set; } = null!;

    protected static IEnumerable<TestCaseData> Kinds()
    {
        var files = PropertyMap.Of(("hostname", "lilly\n"));
        var secrets = new PropertyValue.Secret(PropertyMap.Of(("token", "hush")));
        yield return Kind("NixImage", Of(("expression", "guest.nix")), ("diskSize", "8GiB"));
        yield return Kind(
            "NixSystem",
            Of(("configuration", "root"), ("entry", "default.nix"), ("hostName", "web")),
            ("hostName", "w2")
        );
        yield return Kind(
            "OverlayDisk",
            Of(("image", $"{Base}/nixos.qcow2"), ("size", "1GiB")),
            ("size", "2GiB")
        );
        yield return Kind("ConfigDisk", Of(("files", files)), ("files", Of(("a", "b"))));
        yield return Kind("ConfigDisk", Of(("files", secrets)), ("serial", "other"), "secrets");
        yield return Kind("BridgeNetwork", Of(("bridge", "br0")), ("autostart", false));
        yield return Kind(
            "NixGuest",
            Of(
                ("memory", "128MiB"),
                ("networks", PropertyValue.List(Of(("bridge", "br0")))),
                ("waitFor", "none")
            ),
            ("memory", "256MiB")
        );
    }

    /// <summary>The kinds of which only one can have a name.</summary>
    protected static IEnumerable<TestCaseData> Named() =>
        Kinds().Where(k => k.Arguments[0] is "NixGuest" or "BridgeNetwork");

    /// <summary>The kinds of which several can exist side by side.</summary>
    protected static IEnumerable<TestCaseData> Coexisting() =>
        Kinds().Where(k => k.Arguments[0] is not ("NixGuest" or "BridgeNetwork"));

    protected static IEnumerable<TestCaseData> Disks() =>
        Kinds().Where(k => k.Arguments[0] is "OverlayDisk");

    protected static PropertyMap Of(params (string, PropertyValue)[] properties) =>
        PropertyMap.Of(properties);

    private static TestCaseData Kind(
        string type,
        PropertyMap inputs,
        (string Name, PropertyValue Value) change,
        string? name = null
    ) =>
        new TestCaseData(type, inputs, inputs.With(change.Name, change.Value)).SetArgDisplayNames(
            name ?? type
        );

    [SetUp]
    public void MakeStack()
    {
        Elsewhere = Directory.CreateTempSubdirectory("nixhost-test-");
        Stack = new();
        foreach (var directory in new[] { Stack.Directory, Elsewhere.FullName })
        {
            Directory.CreateDirectory(Path.Combine(directory, "root"));
            File.WriteAllText(Path.Combine(directory, "guest.nix"), "one");
            File.WriteAllText(Path.Combine(directory, "root", "default.nix"), "one");
        }

        Stack.Host.FakeStore.Valid[Base] = 0;
        Stack.Host.FakeImages.Add($"{Base}/nixos.qcow2", 1024);
    }

    [TearDown]
    public void RemoveStack()
    {
        Stack.Dispose();
        Elsewhere.Delete(recursive: true);
    }

    protected static async Task IsRefusedAsync(Func<Task> run)
    {
        var failure = await Assert.ThrowsAsync<HostException>(() => run());
        Assert.That(failure?.Code, Is.EqualTo("owned-elsewhere"));
    }

    protected async Task LeavesNothingAsync(string type, string name, string empty)
    {
        await Stack.DestroyAsync(type, name);
        Stack.Restart();
        Assert.That(Picture(), Is.EqualTo(empty));
        Assert.That(Records(), Is.Empty);
    }

    protected string[] Records()
    {
        var directory = Path.Combine(Stack.Host.Options.StateDirectory, "owners");
        return Directory.Exists(directory) ? Directory.GetFiles(directory) : [];
    }

    /// <summary>All that is on the host apart from store paths and owner records.</summary>
    protected string Picture()
    {
        var host = Stack.Host;
        var lines = new List<string>();
        lines.AddRange(host.FakeDomains.All.Values.Select(d => $"{d.State} {d.Autostart} {d.Xml}"));
        lines.AddRange(host.FakeNetworks.All.Values.Select(n => $"{n.Info} {n.Xml}"));
        lines.AddRange(host.FakeStore.Roots.Select(r => $"{r.Key} -> {r.Value}"));
        lines.AddRange(
            host.FakeImages.Files.Where(f => f.Key.StartsWith("/images", StringComparison.Ordinal))
                .Select(f => $"{f.Key} on {f.Value.BackingPath}, {f.Value.VirtualSize}")
        );
        lines.AddRange(host.FakeChains.Remembered.Keys.Select(k => $"remembered {k}"));
        if (Directory.Exists(host.Options.StateDirectory))
        {
            lines.AddRange(
                Directory
                    .EnumerateFiles(host.Options.StateDirectory, "*", SearchOption.AllDirectories)
                    .Where(f => !f.Contains("/owners/", StringComparison.Ordinal))
            );
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }
}
