using Pulumi.Tests.Engine;

namespace Pulumi.Tests.Resources;

internal sealed class DependencyTests
{
    private FakeRun _run = null!;

    [SetUp]
    public async Task Start() => _run = await FakeRun.StartAsync();

    [TearDown]
    public async Task Stop() => await _run.DisposeAsync();

    [Test]
    public async Task A_component_stands_for_the_custom_resources_in_it_but_not_for_what_is_below_those()
    {
        await _run.RunAsync(() =>
            new Thing("last", null, new() { DependsOn = { new Group("g") } })
        );

        Assert.That(
            _run.Calls.Registration("last").Dependencies.Select(NameOf),
            Is.EqualTo(["g-first", "g-second"])
        );
    }

    [Test]
    public async Task A_component_in_a_component_stands_for_its_resources_too()
    {
        await _run.RunAsync(() =>
        {
            var outer = new Group("outer");
            new Group("inner", new() { Parent = outer });
            new Thing("last", null, new() { DependsOn = { outer } });
        });

        Assert.That(
            _run.Calls.Registration("last").Dependencies.Select(NameOf),
            Is.EquivalentTo(["outer-first", "outer-second", "inner-first", "inner-second"])
        );
    }

    [Test]
    public async Task A_resource_inside_of_a_component_may_depend_on_the_component_without_waiting_for_itself()
    {
        var code = await _run.RunAsync(() =>
        {
            var group = new Group("g");
            new Thing("inside", null, new() { Parent = group, DependsOn = { group } });
        });

        Assert.That(code, Is.Zero);
        Assert.That(_run.Calls.Registration("inside").Dependencies, Is.Empty);
    }

    [Test]
    public async Task Dependencies_are_sorted_and_named_once()
    {
        await _run.RunAsync(() =>
        {
            var b = new Thing("b", new() { Text = "1" });
            var a = new Thing("a", new() { Text = "2" });
            new Thing(
                "last",
                new() { Text = Output.Format($"{b.Text}{a.Text}{b.Id}") },
                new() { DependsOn = { b, a } }
            );
        });

        Assert.That(
            _run.Calls.Registration("last").Dependencies.Select(NameOf),
            Is.EqualTo(["a", "b"])
        );
    }

    [Test]
    public async Task Dependencies_flow_through_apply_and_all()
    {
        await _run.RunAsync(() =>
        {
            var a = new Thing("a", new() { Text = "1" });
            var b = new Thing("b", new() { Text = "2" });
            var both = Output.All(a.Text, b.Text).Apply(texts => texts.Length.ToString());
            new Thing("last", new() { Text = both });
        });

        Assert.That(
            _run.Calls.Registration("last").PropertyDependencies["text"].Urns.Select(NameOf),
            Is.EqualTo(["a", "b"])
        );
    }

    [Test]
    public async Task A_resource_as_an_input_is_a_reference_and_a_dependency()
    {
        await _run.RunAsync(() => new Thing("last", new() { Other = new Thing("one") }));

        var last = _run.Calls.Registration("last");
        Assert.That(
            last.Object.Fields["other"].StructValue.Fields["urn"].StringValue,
            Is.EqualTo(Urns.Thing("one"))
        );
        Assert.That(last.Dependencies.Select(NameOf), Is.EqualTo(["one"]));
    }

    [Test]
    public async Task A_parent_is_named_and_the_stack_is_the_parent_of_all_others()
    {
        await _run.RunAsync(() => new Group("g"));

        Assert.That(_run.Calls.Registration("g").Parent, Is.EqualTo(Urns.Stack));
        Assert.That(_run.Calls.Registration("g-first").Parent, Does.EndWith("test:index:Group::g"));
        Assert.That(_run.Calls.Registration("g-below").Parent, Does.EndWith("::g-second"));
    }

    private static string NameOf(string urn) => urn[(urn.LastIndexOf(':') + 1)..];
}
