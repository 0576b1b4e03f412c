using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>Cache, I/O and discard of a guest's disks.</summary>
internal sealed class DiskDriverTests : GuestTest
{
    private static new PropertyMap Inputs => GuestTest.Inputs.With("waitFor", "started");

    private static PropertyMap With(params (string, PropertyValue)[] driver)
    {
        var disk = ((PropertyValue.Array)Inputs["disks"]).Items[0];
        var properties = driver.Aggregate(
            ((PropertyValue.Object)disk).Properties,
            (map, p) => map.With(p.Item1, p.Item2)
        );
        return Inputs.With(
            "disks",
            PropertyValue.List([
                properties,
                .. ((PropertyValue.Array)Inputs["disks"]).Items.Skip(1),
            ])
        );
    }

    [TestCase("cache", "none", "discard='unmap' cache='none'")]
    [TestCase("cache", "unsafe", "cache='unsafe'")]
    [TestCase("io", "io_uring", "io='io_uring'")]
    [TestCase("discard", "ignore", "discard='ignore'")]
    public async Task Each_choice_reaches_the_definition_and_a_change_restarts_the_guest(
        string name,
        string value,
        string expected
    )
    {
        await Stack.UpAsync(Type, "web", Inputs);

        var preview = await Stack.PreviewAsync(Type, "web", With((name, value)));
        await Stack.UpAsync(Type, "web", With((name, value)));

        var change = preview.Diff!.Changes.Single();
        Assert.That(
            (change.Path, change.Impact),
            Is.EqualTo(($"disks[0].{name}", ChangeImpact.Restart))
        );
        foreach (var attribute in expected.Split(' '))
        {
            Assert.That(Domains.Only.Xml.Replace('"', '\''), Does.Contain(attribute));
        }

        await Stack.RefreshAsync(Type, "web");
        Assert.That(Stack.Log.Warnings, Is.Empty);
        Assert.That(
            (await Stack.UpAsync(Type, "web", With((name, value)))).Operation,
            Is.EqualTo("same")
        );
    }

    [Test]
    public async Task The_default_said_aloud_is_no_change()
    {
        await Stack.UpAsync(Type, "web", Inputs);

        var step = await Stack.PreviewAsync(Type, "web", With(("discard", "unmap")));

        Assert.That(step.Operation, Is.EqualTo("same"));
    }

    [TestCase("cache", "default")]
    [TestCase("io", "aio")]
    [TestCase("io", "native")]
    [TestCase("discard", "on")]
    public async Task What_cannot_be_is_refused_in_preview(string name, string value)
    {
        var failures = await Stack.FailuresOfAsync(Type, "web", With((name, value)));

        Assert.That(failures.Single().Path, Is.EqualTo($"disks[0].{name}"));
    }

    [Test]
    public async Task A_change_by_hand_is_drift()
    {
        await Stack.UpAsync(Type, "web", With(("cache", "none")));
        Domains.Only.Xml = FakeDomain.Changed(
            Domains.Only.Xml,
            "os",
            disk => disk.Element("driver")!.SetAttributeValue("cache", "unsafe")
        );

        await Stack.RefreshAsync(Type, "web");

        Assert.That(
            Stack.Log.Warnings,
            Has.Some.Contains("disks[0].cache is unsafe, not none")
                .Or.Some.Contains("disks[0].cache is \"unsafe\", not \"none\"")
        );
    }
}
