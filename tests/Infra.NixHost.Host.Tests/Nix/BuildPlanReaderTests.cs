using Infra.NixHost.Hosts.Nix;

namespace Infra.NixHost.Hosts.Tests.Nix;

internal sealed class BuildPlanReaderTests
{
    [Test]
    public void Builds_and_fetches_are_counted() =>
        Assert.That(
            Read(
                "these 2 derivations will be built:",
                "  /nix/store/a.drv",
                "  /nix/store/b.drv",
                "these 3 paths will be fetched (1.2 MiB download, 3.4 MiB unpacked):",
                "  /nix/store/c",
                "  /nix/store/d",
                "  /nix/store/e"
            ),
            Is.EqualTo(new BuildPlan(2, 3))
        );

    [Test]
    public void One_has_a_heading_of_its_own() =>
        Assert.That(
            Read(
                "this derivation will be built:",
                "  /nix/store/a.drv",
                "this path will be fetched (0.1 MiB download, 0.2 MiB unpacked):",
                "  /nix/store/c"
            ),
            Is.EqualTo(new BuildPlan(1, 1))
        );

    [Test]
    public void What_is_below_other_headings_does_not_count() =>
        Assert.That(
            Read(
                "this derivation will be built:",
                "  /nix/store/a.drv",
                "don't know how to build these paths:",
                "  /nix/store/c"
            ),
            Is.EqualTo(new BuildPlan(1, 0))
        );

    [Test]
    public void Nothing_is_to_be_done_when_nothing_is_said() =>
        Assert.That(Read(), Is.EqualTo(new BuildPlan(0, 0)));

    private static BuildPlan Read(params string[] lines)
    {
        var reader = new BuildPlanReader();
        foreach (var line in lines)
        {
            reader.Add(line);
        }

        return reader.Plan;
    }
}
