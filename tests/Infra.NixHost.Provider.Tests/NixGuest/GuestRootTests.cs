using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>Whose are the garbage collector roots of guests? Those of a domain are its owner's.</summary>
internal sealed class GuestRootTests : GuestTest
{
    private const string Former = "disk-44444444444444444444444444444444";

    private Dictionary<string, string> Roots => new(Stack.Host.FakeStore.Roots);

    [Test]
    public async Task A_guest_of_a_clone_has_roots_of_its_own()
    {
        var elsewhere = Directory.CreateTempSubdirectory("nixhost-test-");
        try
        {
            await Stack.UpAsync(Type, "web", Inputs);
            var before = Roots;
            var clone = new HostStack(Stack.Host, elsewhere.FullName);

            await clone.UpAsync(Type, "web", Clone);
            Assert.That(Roots.Values, Is.EqualTo([Config, Config]));
            await clone.DestroyAsync(Type, "web");

            Assert.That(Roots, Is.EqualTo(before));
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_root_of_a_former_version_goes_with_the_first_change()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        MakeFormer();
        Stack.Restart();
        await Stack.RefreshAsync(Type, "web");
        Assert.That(Stack.Log.Warnings, Is.Empty);

        await Stack.UpAsync(Type, "web", Inputs.With("memory", "256MiB"));

        Assert.That(Roots.Values, Is.EqualTo([Config]));
        Assert.That(Roots.Keys, Has.None.EndsWith(Former));
        await Stack.DestroyAsync(Type, "web");
        Assert.That(Roots, Is.Empty);
    }

    [Test]
    public async Task A_root_of_a_former_version_goes_with_its_guest_and_with_no_other()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        MakeFormer();
        var former = Roots;
        var clone = new HostStack(Stack.Host, Path.GetTempPath());

        await clone.UpAsync(Type, "web", Clone);
        await clone.DestroyAsync(Type, "web");
        Assert.That(Roots, Is.EqualTo(former));

        await Stack.DestroyAsync(Type, "web");
        Assert.That(Roots, Is.Empty);
    }

    [Test]
    public async Task The_roots_stay_while_the_undo_of_a_create_fails_and_go_with_the_guest()
    {
        Stack.Host.Calls.FailOn = ("domain start", 1);
        Stack.Host.Calls.StaysAway = true;

        Assert.That(
            await Assert.ThrowsAsync<InitFailedException>(() => Stack.UpAsync(Type, "web", Inputs)),
            Has.Message.Contains("could not be removed either")
        );

        Stack.Host.Calls.StaysAway = false;
        Assert.That(Roots.Values, Is.EqualTo([Config]));
        await Stack.DestroyAsync(Type, "web");
        Assert.That((Domains.All.Count, Roots.Count), Is.EqualTo((0, 0)));
    }

    /// <summary>The same guest under another name, with a disk of its own.</summary>
    private static PropertyMap Clone =>
        Inputs
            .With("guestName", "other")
            .With(
                "disks",
                PropertyValue.List(
                    PropertyMap.Of(("path", Config), ("kind", "directory"), ("serial", "config"))
                )
            );

    /// <summary>Names the root as former versions did.</summary>
    private void MakeFormer()
    {
        var roots = Stack.Host.FakeStore.Roots;
        var (path, target) = roots.Single();
        roots.Clear();
        roots[$"{path[..path.IndexOf("disk-", StringComparison.Ordinal)]}{Former}"] = target;
    }
}
