using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>A running machine keeps the content of its config disk, whatever property of the disk changes.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class ConfigMatrixTests
{
    private const string Type = "ConfigDisk";
    private RealHost _real = null!;

    [SetUp]
    public void Start()
    {
        _real = new();
        _real.Stack.Write("config/hostname", "lilly\n");
        _real.Stack.Write("same/hostname", "lilly\n");
        _real.Stack.Write("other/hostname", "rose\n");
    }

    [TearDown]
    public async Task TearDown()
    {
        if (_real.Stack.Has("NixGuest", _real.Prefix))
        {
            await _real.Stack.DestroyAsync("NixGuest", _real.Prefix);
        }

        await _real.Stack.DestroyAsync(Type, "config");
        await _real.DisposeAsync();
    }

    private static PropertyMap Source(string name) => PropertyMap.Of(("source", name));

    private static PropertyMap Files(PropertyValue token) =>
        PropertyMap.Of(("files", PropertyMap.Of(("token", token))));

    private static IEnumerable<TestCaseData<PropertyMap, PropertyMap, bool>> Changes()
    {
        yield return Case("content", Source("config"), Source("other"), true);
        yield return Case(
            "content of an iso",
            Source("config").With("format", "iso"),
            Source("other").With("format", "iso"),
            true
        );
        yield return Case("the same content", Source("config"), Source("same"), false);
        yield return Case("format", Source("config"), Source("config").With("format", "iso"), true);
        yield return Case(
            "the format it has",
            Source("config"),
            Source("config").With("format", "fat"),
            false
        );
        yield return Case("serial", Source("config"), Source("config").With("serial", "c2"), true);
        yield return Case("files", Files("a"), Files("b"), true);
        yield return Case(
            "a secret",
            Files(new PropertyValue.Secret("a")),
            Files(new PropertyValue.Secret("b")),
            true
        );
        yield return Case("to a secret", Files("a"), Files(new PropertyValue.Secret("a")), true);
    }

    [TestCaseSource(nameof(Changes))]
    public async Task A_change_is_made_in_place_and_the_running_guest_keeps_what_it_has(
        PropertyMap before,
        PropertyMap after,
        bool isNew
    )
    {
        var first = await _real.Stack.UpAsync(Type, "config", before);
        var path = Text(first, "path");
        await StartGuestAsync(first);
        var (runId, domain) = (
            await RealHost.RunIdAsync(_real.Prefix),
            await _real.DomainAsync(_real.Prefix)
        );

        var step = await _real.Stack.UpAsync(Type, "config", after);

        Assert.That(
            step.Diff!.Changes.Select(c => c.Impact),
            Is.All.EqualTo(isNew ? ChangeImpact.InPlace : ChangeImpact.None)
        );
        Assert.That(step.Outputs["generation"], Is.EqualTo((PropertyValue)(isNew ? 2 : 1)));
        Assert.That(await RealHost.RunIdAsync(_real.Prefix), Is.EqualTo(runId));
        Assert.That(await _real.DomainAsync(_real.Prefix), Is.EqualTo(domain));
        Assert.That(Path.Exists(path), Is.True, "what the guest runs with stays");
        Assert.That(Path.Exists(Text(step, "path")), Is.True);
    }

    private Task<Step> StartGuestAsync(Step disk)
    {
        var isIso = Text(disk, "format") == "iso";
        return _real.Stack.UpAsync(
            "NixGuest",
            _real.Prefix,
            PropertyMap.Of(
                ("memory", "32MiB"),
                (
                    "disks",
                    PropertyValue.List(
                        PropertyMap.Of(
                            ("path", disk.Outputs["path"]),
                            ("kind", isIso ? "file" : "directory"),
                            ("format", "raw"),
                            ("readOnly", true),
                            ("serial", "config")
                        )
                    )
                ),
                ("shutdownTimeout", "0s"),
                ("autostart", false)
            )
        );
    }

    private static string Text(Step step, string name) =>
        ((PropertyValue.String)step.Outputs[name]).Value;

    private static TestCaseData<PropertyMap, PropertyMap, bool> Case(
        string name,
        PropertyMap before,
        PropertyMap after,
        bool isNew
    )
    {
        var data = new TestCaseData<PropertyMap, PropertyMap, bool>(before, after, isNew);
        data.SetArgDisplayNames(name);
        return data;
    }
}
