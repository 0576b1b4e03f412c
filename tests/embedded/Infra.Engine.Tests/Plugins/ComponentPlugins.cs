using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Tests.Plugins;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class ComponentPlugins
{
    private static readonly PropertyMap Inputs = PropertyMap.Of(
        ("password", new PropertyValue.Secret("x"))
    );

    [TestCase(true)]
    [TestCase(false)]
    public async Task Learn_where_inputs_come_from_if_they_understand_it(bool acceptsOutputs)
    {
        var run = await UpAsync(new() { AcceptSecrets = true, AcceptOutputs = acceptsOutputs });

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True, string.Join('\n', run.Log.Errors));
            Assert.That(
                PropertyDecoder.Decode(_seen!.Inputs)["password"],
                Is.EqualTo(
                    acceptsOutputs
                        ? new PropertyValue.Output("x", IsSecret: true, [])
                        : new PropertyValue.Secret("x")
                )
            );
            Assert.That(_seen.MonitorEndpoint, Does.StartWith("127.0.0.1:"));
        });
    }

    [Test]
    public async Task That_do_not_understand_secrets_are_refused()
    {
        var run = await UpAsync(new());

        Assert.That(run.Log.Errors.Single(), Does.Contain("does not understand secrets"));
    }

    private ConstructRequest? _seen;

    private async Task<TestRun> UpAsync(ProviderHandshakeResponse understands)
    {
        await using var plugin = await NoopPlugin.StartAsync(
            new()
            {
                Understands = understands,
                OnConstruct = request =>
                {
                    _seen = request;
                    return new() { Urn = TestStack.UrnOf("c", request.Type).Value };
                },
            }
        );
        var stack = new TestStack { Loader = plugin };
        return await stack.UpOverTheWireAsync(async p =>
        {
            try
            {
                await p.Monitor.RegisterResourceAsync(
                    new()
                    {
                        Type = "fake:index:Group",
                        Name = "c",
                        Remote = true,
                        Object = PropertyEncoder.Encode(Inputs, EncodeOptions.Everything),
                    }
                );
            }
            catch (Grpc.Core.RpcException)
            {
                // The run ended.
            }
        });
    }
}
