using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Tests.State;

public sealed class SnapshotRepairTests
{
    [Test]
    public void What_comes_too_late_is_put_in_order_and_nothing_else_moves()
    {
        var (root, a, b) = (Sample.Root(), Sample.Guest("a"), Sample.Guest("b"));
        a = a with { Dependencies = [b.Urn] };

        var repaired = SnapshotRepair.Repair(new() { Resources = [a, root, b] });

        Assert.That(
            repaired.Resources.Select(r => r.Urn.Name),
            Is.EqualTo(new[] { "demo-dev", "b", "a" })
        );
    }

    [Test]
    public void References_to_what_is_missing_are_dropped()
    {
        var component = Urn.Create("dev", "demo", null, "my:index:Component", "c");
        var orphan = Sample.Guest("a") with
        {
            Urn = Urn.Create("dev", "demo", component, "nixhost:index:NixGuest", "a"),
            Parent = component,
            Dependencies = [component],
            DeletedWith = component,
        };
        var child = Sample.Guest("b") with { Parent = orphan.Urn, Dependencies = [orphan.Urn] };

        var repaired = SnapshotRepair.Repair(new() { Resources = [orphan, child] });

        Assert.Multiple(() =>
        {
            Assert.That(SnapshotIntegrity.FindFault(repaired), Is.Null);
            Assert.That(
                repaired.Resources.Select(r => r.Urn.QualifiedType),
                Is.EqualTo(
                    new[]
                    {
                        "nixhost:index:NixGuest",
                        "nixhost:index:NixGuest$nixhost:index:NixGuest",
                    }
                )
            );
            Assert.That(
                repaired.Resources[1].Dependencies,
                Is.EqualTo(new[] { repaired.Resources[0].Urn })
            );
        });
    }
}
