using System.Collections.Immutable;
using Pulumi.Tests.Engine;
using Pulumi.Tests.Resources;
using Pulumi.Utilities;

namespace Pulumi.Tests.Testing;

internal sealed class MockTests
{
    [Test]
    public async Task Transforms_and_hooks_are_taken_and_not_called()
    {
        var resources = await Pulumi.Deployment.TestAsync(
            new RecordingMocks(),
            new() { IsPreview = false },
            () =>
            {
                var hook = new ResourceHook("h", (_, _) => throw new InvalidOperationException());
                new Thing(
                    "one",
                    null,
                    new()
                    {
                        Hooks = { BeforeCreate = { hook } },
                        ResourceTransforms = { (_, _) => throw new InvalidOperationException() },
                    }
                );
                Pulumi.Deployment.Instance.RegisterInvokeTransform(
                    (_, _) => throw new InvalidOperationException()
                );
                Pulumi.Deployment.Instance.Invoke<LookupResult>(
                    "test:index:lookup",
                    new LookupArgs()
                );
            }
        );

        Assert.That(resources, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_stack_class_gives_its_resources_and_itself()
    {
        var resources = await Pulumi.Deployment.TestAsync<ThingStack>(new RecordingMocks());

        Assert.That(
            resources.Select(r => r.GetType()),
            Is.EqualTo([typeof(ThingStack), typeof(Thing)])
        );
        Assert.That(
            await OutputValue.OfAsync(resources.OfType<ThingStack>().Single().Text),
            Is.EqualTo("hello")
        );
    }

    [Test]
    public async Task A_function_gives_its_resources_and_outputs_without_the_stack()
    {
        var (resources, outputs) = await Pulumi.Deployment.TestAsync(
            new RecordingMocks(),
            new(),
            () => new Dictionary<string, object?> { ["x"] = new Thing("one").GetResourceName() }
        );

        Assert.That(resources.Single(), Is.InstanceOf<Thing>());
        Assert.That(outputs["x"], Is.EqualTo("one"));
    }

    [Test]
    public async Task Mocks_see_plain_inputs_and_their_state_becomes_the_outputs()
    {
        var mocks = new RecordingMocks { State = new Dictionary<string, object> { ["size"] = 7 } };
        var size = 0;

        await Pulumi.Deployment.TestAsync(
            mocks,
            new() { IsPreview = false },
            async () =>
            {
                var thing = new Thing(
                    "one",
                    new() { Text = Output.CreateSecret("s"), List = { "a" } }
                );
                size = await OutputValue.OfAsync(thing.Size);
            }
        );

        var seen = mocks.Seen.Single();
        Assert.Multiple(() =>
        {
            Assert.That(size, Is.EqualTo(7));
            Assert.That(seen.Type, Is.EqualTo(Thing.Token));
            Assert.That(seen.Name, Is.EqualTo("one"));
            Assert.That(seen.Id, Is.Empty);
            Assert.That(seen.Inputs["text"], Is.EqualTo("s"));
            Assert.That(seen.Inputs["list"], Is.EqualTo(ImmutableArray.Create<object?>("a")));
        });
    }

    [Test]
    public async Task A_test_is_a_preview_unless_it_says_otherwise()
    {
        var (preview, known) = (false, true);
        await Pulumi.Deployment.TestAsync(
            new RecordingMocks(),
            new(),
            async () =>
            {
                preview = Pulumi.Deployment.Instance.IsDryRun;
                known = await OutputUtilities.GetIsKnownAsync(new Thing("one").Size);
            }
        );

        Assert.That(preview, Is.True);
        Assert.That(known, Is.False);
    }

    [Test]
    public async Task Calls_go_to_the_mocks()
    {
        var key = "";
        await Pulumi.Deployment.TestAsync(
            new RecordingMocks(),
            new(),
            async () =>
            {
                var result = Pulumi.Deployment.Instance.Invoke<LookupResult>(
                    "test:index:fn",
                    new LookupArgs { Key = "k" }
                );
                key = (await OutputValue.OfAsync(result)).Key;
            }
        );

        Assert.That(key, Is.EqualTo("k"));
    }

    [Test]
    public async Task Urns_are_those_of_the_real_mocks()
    {
        var urn = "";
        await Pulumi.Deployment.TestAsync(
            new RecordingMocks(),
            new() { ProjectName = "p", StackName = "s" },
            async () => urn = await OutputValue.OfAsync(new Group("g").First.Urn)
        );

        Assert.That(
            urn,
            Is.EqualTo("urn:pulumi:s::p::pulumi:pulumi:Stack$test:index:Thing::g-first")
        );
    }

    [Test]
    public async Task A_failing_program_throws_what_the_user_would_read()
    {
        var failure = await Assert.ThrowsAsync<RunException>(() =>
            Pulumi.Deployment.TestAsync(
                new RecordingMocks(),
                new(),
                () => new Thing("one", new() { Text = "a" }).Text.Apply(Fail)
            )
        );

        Assert.That(failure!.Message, Does.Contain("InvalidOperationException: not a"));
    }

    [Test]
    public async Task Runs_side_by_side_have_deployments_of_their_own()
    {
        var names = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => NameInsideAsync($"stack{i}"))
        );

        Assert.That(names, Is.EqualTo(Enumerable.Range(0, 8).Select(i => $"stack{i}")));
        Assert.Throws<InvalidOperationException>(() => _ = Pulumi.Deployment.Instance);
    }

    [Test]
    public async Task A_stack_can_come_from_a_service_provider()
    {
        var resources = await Pulumi.Deployment.TestWithServiceProviderAsync<ThingStack>(
            new RecordingMocks(),
            new OneService()
        );

        Assert.That(resources, Has.Length.EqualTo(2));
    }

    private static async Task<string> NameInsideAsync(string stack)
    {
        var name = "";
        await Pulumi.Deployment.TestAsync(
            new RecordingMocks(),
            new() { StackName = stack },
            async () =>
            {
                await OutputValue.OfAsync(new Thing("one").Urn);
                name = Pulumi.Deployment.Instance.StackName;
            }
        );
        return name;
    }

    private static string Fail(string text) => throw new InvalidOperationException($"not {text}");

    private sealed class OneService : IServiceProvider
    {
        public object? GetService(Type serviceType) => new ThingStack();
    }

    private sealed class ThingStack : Stack
    {
        public ThingStack() => Text = new Thing("one", new() { Text = "hello" }).Text;

        [Output]
        public Output<string> Text { get; set; }
    }
}
