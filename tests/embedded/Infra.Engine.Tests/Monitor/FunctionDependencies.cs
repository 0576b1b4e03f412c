using Grpc.Core;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Tests.Monitor;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class FunctionDependencies
{
    private readonly TestStack _stack = new();

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_is_not_made_yet_leaves_the_answer_unknown(bool isPreview)
    {
        _stack.Options = _stack.Options with { IsPreview = isPreview };
        ResourceInvokeResponse? answer = null;

        await _stack.UpOverTheWireAsync(async p =>
        {
            var a = await p.Monitor.RegisterResourceAsync(Requests.Thing("a"));
            answer = await InvokeAsync(p, a.Urn);
        });

        Assert.That(answer!.Unknown, Is.EqualTo(isPreview));
    }

    [Test]
    public async Task A_component_is_as_far_as_what_is_in_it()
    {
        _stack.Options = _stack.Options with { IsPreview = true };
        var answers = new List<bool>();

        await _stack.UpOverTheWireAsync(async p =>
        {
            var group = await p.Monitor.RegisterResourceAsync(Requests.Component("group"));
            answers.Add((await InvokeAsync(p, group.Urn)).Unknown);
            var thing = Requests.Thing("a");
            thing.Parent = group.Urn;
            await p.Monitor.RegisterResourceAsync(thing);
            answers.Add((await InvokeAsync(p, group.Urn)).Unknown);
        });

        Assert.That(answers, Is.EqualTo([false, true]));
    }

    [Test]
    public async Task What_is_being_registered_in_a_component_is_waited_for()
    {
        var (began, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        _stack.Behavior.Before = _ =>
        {
            began.TrySetResult();
            return go.Task;
        };
        ResourceInvokeResponse? answer = null;

        await _stack.UpOverTheWireAsync(async p =>
        {
            var group = await p.Monitor.RegisterResourceAsync(Requests.Component("group"));
            var thing = Requests.Thing("a");
            thing.Parent = group.Urn;
            var registering = p.Monitor.RegisterResourceAsync(thing).ResponseAsync;
            await began.Task;
            var invoking = InvokeAsync(p, group.Urn);
            Assert.That(invoking.IsCompleted, Is.False);
            go.SetResult();
            await registering;
            answer = await invoking;
        });

        Assert.That(answer!.Unknown, Is.False);
    }

    [Test]
    public async Task Stashes_keep_the_first_value_they_were_given()
    {
        async Task<RegisterResourceResponse> StashAsync(MonitorRun program, string value)
        {
            var stash = Requests.Thing("s", PropertyMap.Of(("input", value)));
            stash.Type = "pulumi:index:Stash";
            return await program.Monitor.RegisterResourceAsync(stash);
        }

        _stack.Loader = new BuiltinLoader();
        await _stack.UpOverTheWireAsync(p => StashAsync(p, "first"));
        RegisterResourceResponse? answer = null;

        await _stack.UpOverTheWireAsync(async p => answer = await StashAsync(p, "second"));

        Assert.That(
            PropertyDecoder.Decode(answer!.Object),
            Is.EqualTo(PropertyMap.Of(("input", "second"), ("output", "first")))
        );
    }

    private static async Task<ResourceInvokeResponse> InvokeAsync(MonitorRun program, string urn) =>
        await program.Monitor.InvokeAsync(
            new()
            {
                Tok = "fake:index:echo",
                Args = new(),
                DependsOn = { urn },
            }
        );
}
