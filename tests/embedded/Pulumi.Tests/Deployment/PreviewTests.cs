using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Values;
using Pulumi.Tests.Engine;
using Pulumi.Tests.Resources;
using Pulumi.Utilities;

namespace Pulumi.Tests.Deployment;

internal sealed class PreviewTests
{
    private FakeRun _run = null!;

    [SetUp]
    public async Task Start()
    {
        _run = await FakeRun.StartAsync();
        _run.IsPreview = true;
    }

    [TearDown]
    public async Task Stop() => await _run.DisposeAsync();

    [Test]
    public async Task An_id_the_engine_cannot_know_is_unknown_and_travels_as_the_sentinel()
    {
        var ran = false;
        await _run.RunAsync(() =>
        {
            var one = new Thing("one");
            one.Id.Apply(_ => ran = true);
            new Thing("two", new() { Text = one.Id });
        });

        var two = _run.Calls.Registration("two");
        Assert.That(ran, Is.False);
        Assert.That(two.Object.Fields["text"].StringValue, Is.EqualTo(UnknownSentinels.Written));
        Assert.That(two.PropertyDependencies["text"].Urns, Is.EqualTo([Urns.Thing("one")]));
    }

    [Test]
    public async Task An_output_the_engine_leaves_out_is_unknown_in_a_preview()
    {
        var known = true;
        await _run.RunTaskAsync(async () =>
        {
            known = await OutputUtilities.GetIsKnownAsync(new Thing("one").Text);
            return [];
        });

        Assert.That(known, Is.False);
    }

    [Test]
    public async Task An_output_the_engine_leaves_out_is_empty_in_an_update()
    {
        _run.IsPreview = false;
        var (known, text) = (false, "something");
        await _run.RunTaskAsync(async () =>
        {
            var one = new Thing("one");
            known = await OutputUtilities.GetIsKnownAsync(one.Text);
            text = await OutputUtilities.GetValueAsync(one.Text);
            return [];
        });

        Assert.That(known, Is.True);
        Assert.That(text, Is.Null);
    }

    [Test]
    public async Task An_apply_runs_in_a_preview_when_the_value_is_known()
    {
        var seen = "";
        await _run.RunAsync(() =>
            new Thing("one", new() { Text = "a" }).Text.Apply(text => seen = text)
        );

        Assert.That(seen, Is.EqualTo("a"));
    }

    [Test]
    public async Task One_unknown_item_leaves_the_others_of_a_list_known()
    {
        await _run.RunAsync(() =>
        {
            var one = new Thing("one");
            new Thing("two", new() { List = { "a", one.Id } });
        });

        var items = _run.Calls.Registration("two").Object.Fields["list"].ListValue.Values;
        Assert.That(
            items.Select(item => item.StringValue),
            Is.EqualTo(["a", UnknownSentinels.Written])
        );
    }

    [Test]
    public async Task An_invoke_whose_arguments_are_unknown_is_not_sent_and_its_result_is_unknown()
    {
        var known = true;
        await _run.RunTaskAsync(async () =>
        {
            var result = Pulumi.Deployment.Instance.Invoke<object>(
                "test:index:fn",
                new LookupArgs { Key = new Thing("one").Id }
            );
            known = await OutputUtilities.GetIsKnownAsync(result);
            return [];
        });

        Assert.That(known, Is.False);
        Assert.That(_run.Calls.Names, Does.Not.Contain("ResourceInvokeRequest"));
    }

    [Test]
    public async Task Unknown_stack_outputs_travel_as_the_sentinel()
    {
        await _run.RunAsync(() => new() { ["id"] = new Thing("one").Id, ["none"] = null });

        Assert.That(
            _run.Calls.StackOutputs().Fields["id"],
            Is.EqualTo(Value.ForString(UnknownSentinels.Written))
        );
        Assert.That(_run.Calls.StackOutputs().Fields.Keys, Is.EqualTo(["id"]));
    }
}
