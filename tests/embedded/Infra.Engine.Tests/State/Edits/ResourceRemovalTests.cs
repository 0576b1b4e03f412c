using Infra.Engine.State;
using Infra.Engine.State.Edits;
using Infra.Protocol;

namespace Infra.Engine.Tests.State.Edits;

public sealed class ResourceRemovalTests
{
    private static readonly ResourceState Disk = Sample.Guest("disk");

    private static readonly ResourceState Guest = Sample.Guest("guest") with
    {
        Dependencies = [Disk.Urn],
    };

    private static readonly ResourceState Backup = Sample.Guest("backup") with
    {
        DeletedWith = Guest.Urn,
    };

    private static readonly Snapshot State = new()
    {
        Resources = [Sample.Root(), Disk, Guest, Backup],
    };

    [Test]
    public void What_nobody_needs_is_taken_out()
    {
        var after = ResourceRemoval.Remove(State, [Backup], false, false);

        Assert.That(Names(after), Is.EqualTo((string[])["demo-dev", "disk", "guest"]));
    }

    [Test]
    public void Everybody_who_needs_it_is_named()
    {
        var failure = Assert.Throws<InfraException>(() =>
            ResourceRemoval.Remove(State, [Disk], false, false)
        );

        Assert.That(
            failure!.Message,
            Does.Contain("2 resources depend")
                .And.Contain(Guest.Urn.Value)
                .And.Contain(Backup.Urn.Value)
                .And.Contain("--target-dependents")
        );
    }

    [Test]
    public void Dependents_go_along_when_that_is_wanted()
    {
        var after = ResourceRemoval.Remove(State, [Disk], false, true);

        Assert.That(Names(after), Is.EqualTo((string[])["demo-dev"]));
    }

    [Test]
    public void Protected_resources_stay_unless_forced()
    {
        var locked = Backup with { Protect = true };
        var state = State with { Resources = State.Resources.Replace(Backup, locked) };

        var failure = Assert.Throws<InfraException>(() =>
            ResourceRemoval.Remove(state, [Disk], false, true)
        );
        var forced = ResourceRemoval.Remove(state, [Disk], true, true);

        Assert.Multiple(() =>
        {
            Assert.That(
                failure!.Message,
                Does.Contain("1 resource is protected").And.Contain(locked.Urn.Value)
            );
            Assert.That(Names(forced), Is.EqualTo((string[])["demo-dev"]));
        });
    }

    [Test]
    public void The_old_half_of_a_replacement_can_go_although_others_need_the_new_one()
    {
        var old = Disk with { Delete = true, Id = "old" };
        var state = State with { Resources = State.Resources.Add(old) };

        var after = ResourceRemoval.Remove(state, [old], false, false);

        Assert.That(after.Resources, Is.EqualTo(State.Resources));
    }

    [Test]
    public void A_provider_is_needed_by_its_resources()
    {
        var provider = Sample.Guest("p") with { Type = "pulumi:providers:nixhost" };
        var user = Sample.Guest("user") with { Provider = $"{provider.Urn}::{provider.Id}" };

        var failure = Assert.Throws<InfraException>(() =>
            ResourceRemoval.Remove(new() { Resources = [provider, user] }, [provider], false, false)
        );

        Assert.That(failure!.Message, Does.Contain(user.Urn.Value));
    }

    private static IEnumerable<string> Names(Snapshot snapshot) =>
        snapshot.Resources.Select(state => state.Urn.Name);
}
