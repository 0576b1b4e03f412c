using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.GetImages;

/// <summary>What <c>pulumi-resource-nixhost images --prune</c> asks and drops.</summary>
internal sealed class ImagesPruneTests : ImageStack
{
    private static readonly string[] Prune = ["--prune", "--older-than", "30d"];

    [Test]
    public async Task Without_a_terminal_nothing_goes_unless_it_is_said()
    {
        await MakeImageAsync("os");
        Age(days: 45);

        var (code, output, errors) = await RunAsync(null, Prune);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(output, Does.Contain(RootOf("os")));
        Assert.That(errors, Does.Contain("Run it in a terminal, or add --yes"));
        Assert.That(Stack.Host.FakeStore.Roots, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_question_says_what_follows_and_a_no_keeps_all()
    {
        await MakeImageAsync("os");
        Age(days: 45);

        foreach (var answer in new[] { "", "\n", "n\n", "what\n" })
        {
            var (code, output, _) = await RunAsync(answer, Prune);

            Assert.That(code, Is.Zero);
            Assert.That(
                output,
                Does.Contain($"Roots of lab/dev (program {Stack.Directory} on ")
                    .And.Contain("This host does not know the state of lab/dev.")
                    .And.EndsWith("? [y/N] ")
            );
            Assert.That(Stack.Host.FakeStore.Roots, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_yes_drops_the_roots_and_says_how_the_space_is_freed()
    {
        await MakeImageAsync("os");
        Age(days: 45);

        var (code, output, _) = await RunAsync("y\n", Prune);

        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Contain($"Dropped {RootOf("os")}.\n1 root dropped"));
        Assert.That(output, Does.Contain("`nix-collect-garbage`"));
        Assert.That(Stack.Host.FakeStore.Roots, Is.Empty);
    }

    [Test]
    public async Task A_stack_that_still_has_the_image_makes_its_root_again()
    {
        await MakeImageAsync("os");
        Age(days: 45);
        await RunAsync("y\n", Prune);
        Stack.Restart();

        var preview = await Stack.PreviewAsync("NixImage", "os", Inputs("os"));
        var up = await Stack.UpAsync("NixImage", "os", Inputs("os"));

        Assert.That(preview.Diff!.Changes.Single().Path, Is.EqualTo("gcRoot"));
        Assert.That(up.Operation, Is.EqualTo("update"));
        Assert.That(Stack.Host.FakeStore.Roots.Keys, Is.EqualTo([RootOf("os")]));
    }

    [Test]
    public async Task What_something_lies_on_and_what_is_young_is_not_asked_for()
    {
        await MakeDiskAsync("web", await MakeImageAsync("used"));
        Age(days: 45);
        await MakeImageAsync("young");

        var (code, output, _) = await RunAsync("y\ny\n", Prune);

        Assert.That(code, Is.Zero);
        Assert.That(output, Does.StartWith("No root may go"));
        Assert.That(Stack.Host.FakeStore.Roots, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_yes_beforehand_drops_what_no_resource_needs_and_nothing_of_a_state()
    {
        var disk = await MakeDiskAsync("web", await MakeImageAsync("os"));
        DeleteByHand(disk);
        Age(days: 45);

        var (code, output, _) = await RunAsync(null, [.. Prune, "--yes"]);

        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Contain("Roots of disks that are gone").And.Contain(disk));
        Assert.That(output, Does.Contain("add --stack lab/dev"));
        Assert.That(Stack.Host.FakeStore.Roots.Keys, Is.EqualTo([RootOf("os")]));
    }

    [Test]
    public async Task A_stack_that_is_named_loses_its_roots_without_a_question()
    {
        await MakeImageAsync("os");
        var other = MakeRoot("other-dev", "other");
        Age(days: 45);

        await RunAsync(null, [.. Prune, "--yes", "--stack", "lab/dev"]);

        Assert.That(Stack.Host.FakeStore.Roots.Keys, Is.EqualTo([other]));
    }

    [Test]
    public async Task Two_programs_with_a_stack_of_one_name_are_asked_for_each()
    {
        await MakeImageAsync("os");
        var other = MakeRoot("lab-dev", "clone");
        Session()
            .Owners.Records.Write(
                other,
                new("token", HostStack.IdentityOf("NixImage", "os").Urn.Value, "/clone", "laptop")
            );
        Age(days: 45);

        var (_, said, _) = await RunAsync(null, [.. Prune, "--yes", "--stack", "lab/dev"]);
        Assert.That(said, Does.Contain("Several programs have a stack of this name"));
        Assert.That(Stack.Host.FakeStore.Roots, Has.Count.EqualTo(2));

        var (_, asked, _) = await RunAsync("y\nn\n", Prune);
        Assert.That(asked, Does.Contain("(program /clone on laptop)? [y/N]"));
        Assert.That(Stack.Host.FakeStore.Roots, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_disk_that_came_while_the_question_stood_there_keeps_the_root()
    {
        var image = await MakeImageAsync("os");
        Age(days: 45);

        var (code, output, _) = await AnswerAsync(
            Answer.After(() =>
                Stack.Host.FakeImages.Add("/images/a.qcow2", 1, $"{image}/nixos.qcow2")
            ),
            Prune
        );

        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Contain($"Kept {RootOf("os")}: something lies on its image."));
        Assert.That(Stack.Host.FakeStore.Roots, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_root_that_was_made_again_while_the_question_stood_there_stays()
    {
        await MakeImageAsync("os");
        Age(days: 45);

        var (_, output, _) = await AnswerAsync(
            Answer.After(() => Stack.Host.FakeStore.Made[RootOf("os")] = DateTimeOffset.UtcNow),
            Prune
        );

        Assert.That(output, Does.Contain("it was made again meanwhile"));
        Assert.That(Stack.Host.FakeStore.Roots, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_root_that_is_gone_after_the_question_is_no_error()
    {
        await MakeImageAsync("os");
        Age(days: 45);

        var (code, output, _) = await AnswerAsync(
            Answer.After(() => Stack.Host.FakeStore.Roots.Clear()),
            Prune
        );

        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Contain("it is gone already").And.Not.Contain("dropped,"));
    }

    [Test]
    public async Task A_run_that_began_while_the_question_stood_there_keeps_its_roots()
    {
        await MakeImageAsync("os");
        Age(days: 45);
        Stack.Write("next.nix", "next");

        var (_, output, _) = await AnswerAsync(
            Answer.After(() =>
                Stack.UpAsync("NixImage", "next", Inputs("next")).GetAwaiter().GetResult()
            ),
            Prune
        );

        Assert.That(output, Does.Contain("a run of lab/dev is under way"));
        Assert.That(Stack.Host.FakeStore.Roots, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_disk_that_is_made_at_the_last_moment_keeps_its_root()
    {
        var disk = await MakeDiskAsync("web", await MakeImageAsync("os"));
        DeleteByHand(disk);
        Age(days: 45);
        IDisposable? held = null;
        var readings = 0;
        // The last question of the second reading is for the sizes.
        Stack.Host.Calls.Meanwhile = call =>
            held ??=
                call == "sizes" && ++readings == 2 ? Session().Owners.Records.TryHold(disk) : null;

        var (_, output, _) = await RunAsync("y\nn\n", Prune);

        held!.Dispose();
        Assert.That(output, Does.Contain("is being made"));
        Assert.That(Stack.Host.FakeStore.Roots, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task While_something_cannot_be_read_nothing_goes()
    {
        await MakeImageAsync("os");
        Age(days: 45);
        Stack.Host.FakeImages.Add("/images/a.qcow2", 1);
        Stack.Host.FakeImages.Unreadable["/images/a.qcow2"] = "its header is damaged";

        var (code, output, errors) = await RunAsync("y\n", Prune);

        Assert.That((code, output), Is.EqualTo((1, "")));
        Assert.That(errors, Does.StartWith("warning: ").And.Contain("error: no root is dropped"));
        Assert.That(Stack.Host.FakeStore.Roots, Has.Count.EqualTo(1));
    }

    private static PropertyMap Inputs(string name) => PropertyMap.Of(("expression", $"{name}.nix"));

    private string MakeRoot(string stack, string name)
    {
        var (root, image) = (
            $"/gcroots/{stack}/0123456789ab-image",
            $"/nix/store/33333333333333333333333333333333-{name}"
        );
        Stack.Host.FakeStore.Valid[image] = 0;
        Stack.Host.FakeStore.Roots[root] = image;
        return root;
    }

    /// <summary>Somebody who says yes after something has happened.</summary>
    private sealed class Answer(Action happens) : TextReader
    {
        public static Answer After(Action happens) => new(happens);

        public override string ReadLine()
        {
            happens();
            return "y";
        }
    }
}
