using Infra.Engine.State;
using Infra.Engine.State.Edits;
using Infra.Protocol;

namespace Infra.Engine.Tests.State.Edits;

public sealed class RenamingTests
{
    private static readonly ResourceState Disk = Sample.Guest("disk");

    private static readonly ResourceState Guest = Sample.Guest("guest") with
    {
        Dependencies = [Disk.Urn],
        Provider = $"{Disk.Urn}::id-disk",
        DeletedWith = Disk.Urn,
        ReplaceWith = [Disk.Urn],
    };

    private static readonly Snapshot State = new()
    {
        Resources = [Sample.Root(), Disk, Guest],
        PendingOperations = [new(Disk, OperationType.Updating)],
    };

    [Test]
    public void Every_reference_follows_a_renamed_resource()
    {
        var after = Renaming.Rename(State, Disk.Urn, "data");

        var (disk, guest) = (after.Resources[1], after.Resources[2]);
        Assert.Multiple(() =>
        {
            Assert.That(
                disk.Urn.Value,
                Is.EqualTo("urn:pulumi:dev::demo::nixhost:index:NixGuest::data")
            );
            Assert.That(guest.Dependencies, Is.EqualTo(new[] { disk.Urn }));
            Assert.That(guest.Provider, Is.EqualTo($"{disk.Urn}::id-disk"));
            Assert.That(guest.DeletedWith, Is.EqualTo(disk.Urn));
            Assert.That(guest.ReplaceWith, Is.EqualTo(new[] { disk.Urn }));
            Assert.That(after.PendingOperations[0].Resource.Urn, Is.EqualTo(disk.Urn));
            Assert.That(
                SnapshotIntegrity.FindFault(
                    State with
                    {
                        Resources = [.. after.Resources.Select(r => r with { Provider = "" })],
                    }
                ),
                Is.Null
            );
        });
    }

    [TestCase("guest", "already")]
    [TestCase("", "empty")]
    public void A_name_that_is_taken_or_empty_is_refused(string name, string why)
    {
        var failure = Assert.Throws<InfraException>(() => Renaming.Rename(State, Disk.Urn, name));

        Assert.That(failure!.Message, Does.Contain(why));
    }

    [Test]
    public void A_stack_takes_all_its_resources_to_another_name()
    {
        var after = Renaming.Rename(State, "prod", "shop");

        Assert.That(
            after.Resources.Select(r => r.Urn.Value),
            Is.EqualTo(
                (string[])
                    [
                        "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod",
                        "urn:pulumi:prod::shop::nixhost:index:NixGuest::disk",
                        "urn:pulumi:prod::shop::nixhost:index:NixGuest::guest",
                    ]
            )
        );
        Assert.That(after.Resources[1].Parent, Is.EqualTo(after.Resources[0].Urn));
    }
}
