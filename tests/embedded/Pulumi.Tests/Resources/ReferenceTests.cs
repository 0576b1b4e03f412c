using Infra.Protocol.Values;
using Pulumi.Tests.Engine;

namespace Pulumi.Tests.Resources;

internal sealed class ReferenceTests
{
    private FakeRun _run = null!;

    [SetUp]
    public async Task Start() => _run = await FakeRun.StartAsync();

    [TearDown]
    public async Task Stop() => await _run.DisposeAsync();

    [Test]
    public async Task A_resource_by_urn_takes_over_the_engines_state_and_is_not_registered()
    {
        AnswerGetResource();
        var (id, text) = ("", "");

        await _run.RunTaskAsync(async () =>
        {
            var found = new Thing("one", null, new() { Urn = Urns.Thing("one") });
            id = await OutputValue.OfAsync(found.Id);
            text = await OutputValue.OfAsync(found.Text);
            return [];
        });

        Assert.That((id, text), Is.EqualTo(("the-id", "from state")));
        Assert.That(_run.Calls.Names, Does.Not.Contain("register one"));
    }

    [Test]
    public async Task A_reference_in_an_output_becomes_a_resource_of_its_class()
    {
        AnswerGetResource();
        _run.Monitor.Answer = (request, response) =>
        {
            if (request.Name == "holder")
            {
                var reference = new PropertyValue.ResourceReference(
                    Urns.Of("", Held.Token, "one"),
                    "the-id",
                    ""
                );
                response.Object = PropertyEncoder.Encode(
                    PropertyMap.Of(("held", reference)),
                    EncodeOptions.Everything
                );
            }

            return response;
        };
        var held = default(Held);

        var code = await _run.RunTaskAsync(async () =>
        {
            held = await OutputValue.OfAsync(new Holder("holder").Held);
            return [];
        });

        Assert.That(code, Is.Zero);
        Assert.That(held, Is.InstanceOf<Held>());
        Assert.That(held!.GetResourceName(), Is.EqualTo("one"));
    }

    [Test]
    public async Task A_resource_by_id_is_read()
    {
        await _run.RunAsync(() => new Thing("one", new() { Text = "a" }, new() { Id = "ext" }));

        var read = _run.Calls.Of<Pulumirpc.ReadResourceRequest>().Single();
        Assert.Multiple(() =>
        {
            Assert.That(read.Id, Is.EqualTo("ext"));
            Assert.That(read.Parent, Is.EqualTo(Urns.Stack));
            Assert.That(read.Properties.Fields["text"].StringValue, Is.EqualTo("a"));
        });
    }

    private void AnswerGetResource() =>
        _run.Monitor.AnswerInvoke = request =>
            new()
            {
                Return = PropertyEncoder.Encode(
                    PropertyMap.Of(
                        ("urn", request.Args.Fields["urn"].StringValue),
                        ("id", "the-id"),
                        ("state", PropertyMap.Of(("text", "from state")))
                    ),
                    EncodeOptions.Everything
                ),
            };
}
