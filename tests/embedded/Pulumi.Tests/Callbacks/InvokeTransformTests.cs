using Infra.Protocol.Values;
using Pulumi.Tests.Engine;
using Pulumi.Tests.Resources;
using Pulumirpc;

namespace Pulumi.Tests.Callbacks;

internal sealed class InvokeTransformTests
{
    private FakeRun _run = null!;

    [SetUp]
    public async Task Start() => _run = await FakeRun.StartAsync();

    [TearDown]
    public async Task Stop() => await _run.DisposeAsync();

    [Test]
    public async Task Calls_wait_until_the_engine_knows_the_transforms_in_their_order()
    {
        var code = await _run.RunAsync(() =>
        {
            Pulumi.Deployment.Instance.RegisterInvokeTransform(Nothing);
            Pulumi.Deployment.Instance.RegisterInvokeTransform(Nothing);
            Pulumi.Deployment.Instance.Invoke<LookupResult>("test:index:lookup", new LookupArgs());
        });

        Assert.That(code, Is.Zero);
        Assert.That(
            _run.Calls.Names.Where(name => name is "Callback" or nameof(ResourceInvokeRequest)),
            Is.EqualTo(["Callback", "Callback", nameof(ResourceInvokeRequest)])
        );
        Assert.That(_run.Calls.Names, Has.One.EqualTo("feature invokeTransforms"));
    }

    [Test]
    public async Task A_transform_sees_a_call_and_gives_it_other_arguments_and_options()
    {
        InvokeTransformArgs seen = default;
        var response = await TransformAsync(
            (args, _) =>
            {
                seen = args;
                args.Options.Version = "2.0.0";
                return Task.FromResult<InvokeTransformResult?>(
                    new(args.Args.SetItem("name", "other"), args.Options)
                );
            },
            new()
            {
                Token = "test:index:lookup",
                Args = PropertyEncoder.Encode(
                    PropertyMap.Of(("name", "mine"), ("all", true)),
                    EncodeOptions.Everything
                ),
                Options = new()
                {
                    Provider = "urn:pulumi:dev::shop::pulumi:providers:test::p::id-1",
                    PluginDownloadUrl = "https://example.com",
                },
            }
        );

        Assert.Multiple(() =>
        {
            Assert.That(seen.Token, Is.EqualTo("test:index:lookup"));
            Assert.That(seen.Args["name"], Is.EqualTo("mine"));
            Assert.That(
                PropertyDecoder.Decode(response.Args),
                Is.EqualTo(PropertyMap.Of(("name", "other"), ("all", true)))
            );
            Assert.That(
                response.Options,
                Is.EqualTo(
                    new TransformInvokeOptions
                    {
                        Provider = "urn:pulumi:dev::shop::pulumi:providers:test::p::id-1",
                        PluginDownloadUrl = "https://example.com",
                        Version = "2.0.0",
                    }
                )
            );
        });
    }

    [Test]
    public async Task A_transform_that_gives_nothing_leaves_the_call_as_it_is()
    {
        var response = await TransformAsync(Nothing, new() { Args = new() });

        Assert.That(response, Is.EqualTo(new TransformInvokeResponse()));
    }

    [Test]
    public async Task An_engine_without_transforms_of_calls_fails_the_program_and_no_call_is_made()
    {
        _run.Monitor.MissingFeatures.Add("invokeTransforms");

        var code = await _run.RunAsync(() =>
        {
            Pulumi.Deployment.Instance.RegisterInvokeTransform(Nothing);
            Pulumi.Deployment.Instance.Invoke<LookupResult>("test:index:lookup", new LookupArgs());
        });

        Assert.That(code, Is.EqualTo(32));
        Assert.That(_run.Calls.Of<ResourceInvokeRequest>(), Is.Empty);
        Assert.That(_run.Logs.Single().Message, Does.Contain("RegisterInvokeTransform"));
    }

    private static Task<InvokeTransformResult?> Nothing(
        InvokeTransformArgs args,
        CancellationToken cancellationToken
    ) => Task.FromResult<InvokeTransformResult?>(null);

    private async Task<TransformInvokeResponse> TransformAsync(
        InvokeTransform transform,
        TransformInvokeRequest request
    )
    {
        TransformInvokeResponse? response = null;
        _run.Monitor.BeforeShutdown = async () =>
            response = await CallbackClient.CallAsync<TransformInvokeResponse>(
                _run.Calls.Of<Callback>().Single(),
                request
            );
        var code = await _run.RunAsync(() =>
            Pulumi.Deployment.Instance.RegisterInvokeTransform(transform)
        );
        Assert.That(code, Is.Zero);
        return response!;
    }
}
