using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>A run asks its host for garbage collector roots once, however many resources have one, and believes only those that are there.</summary>
internal sealed class SeenRootsTests
{
    private const string Base = "/nix/store/11111111111111111111111111111111-image";

    private static readonly (string Type, string Name, PropertyMap Inputs)[] Disks =
    [
        .. new[] { "a", "b", "c" }.SelectMany(name =>
            new (string, string, PropertyMap)[]
            {
                ("OverlayDisk", $"{name}-os", PropertyMap.Of(("image", $"{Base}/nixos.qcow2"))),
                (
                    "ConfigDisk",
                    $"{name}-config",
                    PropertyMap.Of(("files", PropertyMap.Of(("name", name))))
                ),
            }
        ),
    ];

    private int _questions;
    private TestStack _stack = null!;

    [SetUp]
    public async Task MakeDisks()
    {
        _questions = 0;
        _stack = new();
        _stack.Host.FakeStore.Valid[Base] = 0;
        _stack.Host.FakeImages.Add($"{Base}/nixos.qcow2", 64 * 1024 * 1024);
        foreach (var (type, name, inputs) in Disks)
        {
            await _stack.UpAsync(type, name, inputs);
        }

        _stack.Restart();
        _stack.Host.FakeStore.AskedRoots.Clear();
        _stack.Host.Calls.Meanwhile = call => _questions += call == "roots read" ? 1 : 0;
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    [Test]
    public async Task Many_unchanged_disks_cost_one_question()
    {
        Assert.That(await ChangedAsync(), Is.Empty);

        Assert.That(_questions, Is.EqualTo(1));
        Assert.That(_stack.Host.FakeStore.AskedRoots, Is.Empty);
    }

    /// <summary>Evaluating is no question to the host: the program's machine does it.</summary>
    [Test]
    public async Task An_unchanged_image_costs_one_question()
    {
        await File.WriteAllTextAsync(Path.Combine(_stack.Directory, "default.nix"), "{ }");
        var inputs = PropertyMap.Of(("expression", "default.nix"));
        await _stack.UpAsync("NixImage", "nixos", inputs);
        _stack.Restart();
        _stack.Host.FakeStore.AskedRoots.Clear();
        var asked = new List<string>();
        _stack.Host.Calls.Meanwhile = asked.Add;

        Assert.That(await ChangedAsync(("NixImage", "nixos", inputs)), Is.Empty);

        Assert.That(
            asked.Where(call => !call.StartsWith("evaluate ", StringComparison.Ordinal)),
            Is.EqualTo(["roots read"])
        );
        Assert.That(_stack.Host.FakeStore.AskedRoots, Is.Empty);
    }

    [Test]
    public async Task A_lost_root_is_looked_for_once_more_and_told()
    {
        var root = RootOf("b-config");
        _stack.Host.FakeStore.Roots.TryRemove(root, out _);

        Assert.That(await ChangedAsync(), Is.EqualTo(["b-config"]));

        Assert.That(_questions, Is.EqualTo(1));
        Assert.That(_stack.Host.FakeStore.AskedRoots, Is.EqualTo([root]));
    }

    [Test]
    public async Task A_root_that_was_made_after_the_question_is_not_lost()
    {
        var root = RootOf("c-config");
        _stack.Host.FakeStore.Roots.TryRemove(root, out var target);
        await ChangedAsync(Disks[0]);
        _stack.Host.FakeStore.Roots[root] = target!; // It was there before.

        Assert.That(await ChangedAsync(), Is.Empty);
    }

    [Test]
    public async Task Every_run_asks_anew()
    {
        await ChangedAsync();
        _stack.Restart();
        _stack.Host.FakeStore.Roots.Clear();

        Assert.That(await ChangedAsync(), Is.EqualTo(Disks.Select(d => d.Name)));
    }

    [Test]
    public async Task Whoever_may_not_list_them_asks_for_each()
    {
        _stack.Host.Calls.Meanwhile = call =>
        {
            if (call == "roots read")
            {
                throw new HostException("gcroots-denied", "not yours");
            }
        };

        Assert.That(await ChangedAsync(), Is.Empty);

        Assert.That(_stack.Host.FakeStore.AskedRoots, Is.Unique.And.Count.EqualTo(6));
    }

    private string RootOf(string name) => _stack.StateOf("ConfigDisk", name).Id;

    private async Task<List<string>> ChangedAsync(
        params (string Type, string Name, PropertyMap Inputs)[] disks
    )
    {
        var changed = new List<string>();
        foreach (var (type, name, inputs) in disks.Length > 0 ? disks : Disks)
        {
            if ((await _stack.PreviewAsync(type, name, inputs)).Operation != "same")
            {
                changed.Add(name);
            }
        }

        return changed;
    }
}
