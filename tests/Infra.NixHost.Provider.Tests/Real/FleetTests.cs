using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Many guests on real libvirt.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class FleetTests
{
    private const int Guests = 50;

    [Test]
    public async Task An_up_without_changes_of_50_guests_writes_nothing_and_hardly_asks()
    {
        await using var real = new RealHost();
        await UpAsync(real);
        real.Stack.Restart();
        var before = real.Host.LibvirtCalls;

        var operations = await UpAsync(real);

        var after = real.Host.LibvirtCalls;
        Assert.That(operations, Is.All.EqualTo("same"));
        Assert.That(after.Changes, Is.EqualTo(before.Changes));
        Assert.That(after.All - before.All, Is.LessThanOrEqualTo(3 * Guests));
    }

    private static async Task<IReadOnlyList<string>> UpAsync(RealHost real)
    {
        var operations = new List<string>();
        for (var i = 0; i < Guests; i++)
        {
            var inputs = PropertyMap.Of(
                ("memory", "32MiB"),
                ("running", false),
                ("networks", PropertyValue.List(PropertyMap.Of(("bridge", "nixhost0")))),
                ("autostart", false)
            );
            operations.Add(
                (await real.Stack.UpAsync("NixGuest", $"{real.Prefix}-{i}", inputs)).Operation
            );
        }

        return operations;
    }
}
