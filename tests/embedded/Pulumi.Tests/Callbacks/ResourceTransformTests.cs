using System.Collections.Immutable;
using Grpc.Core;
using Infra.Protocol.Values;
using Pulumi.Tests.Engine;
using Pulumi.Tests.Resources;
using Pulumirpc;

namespace Pulumi.Tests.Callbacks;

internal sealed class ResourceTransformTests
{
    private FakeRun _run = null!;

    [SetUp]
    public async Task Start() => _run = await FakeRun.StartAsync();

    [TearDown]
    public async Task Stop() => await _run.DisposeAsync();

    [Test]
    public async Task A_transform_sees_a_resource_and_gives_it_other_inputs_and_options()
    {
        ResourceTransformArgs seen = default;
        var response = await TransformAsync(
            (args, _) =>
            {
                seen = args;
                args.Options.IgnoreChanges = ["text"];
                return Answer(args.Args.SetItem("text", "other"), args.Options);
            },
            new()
            {
                Type = Thing.Token,
                Name = "child",
                Custom = true,
                Parent = Urns.Stack,
                Properties = Properties(("text", "mine"), ("size", 3)),
                Options = new() { Protect = true },
            }
        );

        Assert.Multiple(() =>
        {
            Assert.That(
                (seen.Name, seen.Type, seen.Custom),
                Is.EqualTo(("child", Thing.Token, true))
            );
            Assert.That(seen.Args["text"], Is.EqualTo("mine"));
            Assert.That(seen.Args["size"], Is.EqualTo(3.0));
            Assert.That(seen.Options, Is.TypeOf<CustomResourceOptions>());
            Assert.That(seen.Options.Protect, Is.True);
            Assert.That(
                response.Properties,
                Is.EqualTo(Properties(("text", "other"), ("size", 3)))
            );
            Assert.That(response.Options.IgnoreChanges, Is.EqualTo(["text"]));
            Assert.That(response.Options.Protect, Is.True);
        });
    }

    [Test]
    public async Task A_transform_that_gives_nothing_leaves_the_resource_as_it_is()
    {
        var response = await TransformAsync(
            (_, _) => Task.FromResult<ResourceTransformResult?>(null),
            new() { Properties = Properties(("text", "mine")) }
        );

        Assert.That(response, Is.EqualTo(new TransformResponse()));
    }

    [Test]
    public async Task Secrets_unknowns_and_dependencies_survive_a_transform_that_does_not_look_at_them()
    {
        var properties = PropertyMap.Of(
            ("secret", new PropertyValue.Output("s", true, [])),
            ("bare", new PropertyValue.Secret("b")),
            ("unknown", new PropertyValue.Output(null, false, [Urns.Thing("a")])),
            ("list", PropertyValue.List(new PropertyValue.Output(1, false, [Urns.Thing("a")]), 2)),
            ("map", PropertyMap.Of(("deep", new PropertyValue.Output(true, true, [])))),
            ("file", new PropertyValue.Asset(null, "a.txt", null, null)),
            ("other", new PropertyValue.ResourceReference(Urns.Thing("a"), "", ""))
        );
        ImmutableDictionary<string, object?> seen = [];

        var response = await TransformAsync(
            (args, _) =>
            {
                seen = args.Args;
                return Answer(args.Args, args.Options);
            },
            new()
            {
                Custom = true,
                Properties = PropertyEncoder.Encode(properties, EncodeOptions.Everything),
            }
        );

        var decoded = PropertyDecoder.Decode(response.Properties);
        Assert.Multiple(() =>
        {
            Assert.That(seen["secret"], Is.TypeOf<Output<string>>());
            Assert.That(seen["unknown"], Is.TypeOf<Output<object>>());
            Assert.That(decoded["secret"], Is.EqualTo(new PropertyValue.Secret("s")));
            Assert.That(decoded["bare"], Is.EqualTo(new PropertyValue.Secret("b")));
            Assert.That(decoded["unknown"], Is.EqualTo(properties["unknown"]));
            Assert.That(decoded["list"], Is.EqualTo(properties["list"]));
            Assert.That(
                decoded["map"],
                Is.EqualTo((PropertyValue)PropertyMap.Of(("deep", new PropertyValue.Secret(true))))
            );
            Assert.That(decoded["file"], Is.EqualTo(properties["file"]));
        });
    }

    [Test]
    public async Task Values_may_nest_as_deep_as_in_a_registration()
    {
        PropertyValue deep = "end";
        for (var i = 0; i < 200; i++)
        {
            deep = PropertyValue.List(deep);
        }

        var properties = PropertyEncoder.Encode(
            PropertyMap.Of(("deep", deep)),
            EncodeOptions.Everything
        );
        object? seen = null;

        await TransformAsync(
            (args, _) =>
            {
                seen = args.Args["deep"];
                return Task.FromResult<ResourceTransformResult?>(null);
            },
            new() { Properties = properties }
        );

        Assert.That(seen, Is.InstanceOf<ImmutableArray<object?>>());
    }

    [Test]
    public async Task Transforms_travel_with_the_resource_they_are_an_option_of()
    {
        static Task<ResourceTransformResult?> Nothing(
            ResourceTransformArgs args,
            CancellationToken ct
        ) => Task.FromResult<ResourceTransformResult?>(null);

        await _run.RunAsync(() =>
        {
            new Group("g", new() { ResourceTransforms = { Nothing, Nothing } });
            new Thing("plain");
        });

        Assert.Multiple(() =>
        {
            Assert.That(_run.Calls.Registration("g").Transforms, Has.Count.EqualTo(2));
            Assert.That(_run.Calls.Registration("g").Transforms.Select(t => t.Token), Is.Unique);
            Assert.That(_run.Calls.Registration("g-first").Transforms, Is.Empty);
            Assert.That(_run.Calls.Registration("plain").Transforms, Is.Empty);
            Assert.That(_run.Calls.Names, Has.One.EqualTo("feature transforms"));
        });
    }

    [Test]
    public async Task A_stacks_transforms_travel_with_the_stack()
    {
        await _run.RunAsync<StackWithTransforms>();

        Assert.That(_run.Calls.Registration("shop-dev").Transforms, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_a_transform_writes_and_creates_belongs_to_the_program()
    {
        await TransformAsync(
            (args, _) =>
            {
                Log.Info($"saw {args.Name} of {Pulumi.Deployment.Instance.StackName}");
                return Task.FromResult<ResourceTransformResult?>(null);
            },
            new() { Name = "child" }
        );

        Assert.That(_run.Logs.Select(log => log.Message), Is.EqualTo(["saw child of dev"]));
    }

    [Test]
    public async Task A_failure_of_a_transform_is_the_engines_to_tell_and_names_the_users_frame()
    {
        var failure = await FailAsync((_, _) => throw new InvalidOperationException("broken"));

        Assert.Multiple(() =>
        {
            Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Unknown));
            Assert.That(failure.Status.Detail, Does.Contain("broken"));
            Assert.That(failure.Status.Detail, Does.Contain(nameof(ResourceTransformTests)));
        });
    }

    [Test]
    public async Task A_failure_that_its_message_explains_has_no_frames()
    {
        var failure = await FailAsync((_, _) => throw new RunException("Use another name."));

        Assert.That(failure.Status.Detail, Is.EqualTo("Use another name."));
    }

    [Test]
    public async Task A_callback_nobody_registered_is_refused()
    {
        RpcException? failure = null;
        _run.Monitor.OnRegister = async request =>
        {
            if (request.Transforms is [var callback])
            {
                var unknown = new Callback { Target = callback.Target, Token = "other" };
                failure = await CallbackClient.FailAsync(unknown, new TransformRequest());
            }
        };

        await RunWithAsync((_, _) => Task.FromResult<ResourceTransformResult?>(null));

        Assert.That(failure?.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
    }

    [Test]
    public async Task An_engine_without_transforms_is_named_in_the_failure()
    {
        _run.Monitor.MissingFeatures.Add("transforms");

        var code = await RunWithAsync((_, _) => Task.FromResult<ResourceTransformResult?>(null));

        Assert.That(code, Is.EqualTo(32));
        Assert.That(
            _run.Logs.Single().Message,
            Does.Contain("ResourceTransforms of 'one'").And.Contain("Update Pulumi")
        );
    }

    private static Task<ResourceTransformResult?> Answer(
        ImmutableDictionary<string, object?> args,
        ResourceOptions options
    ) => Task.FromResult<ResourceTransformResult?>(new(args, options));

    private static Google.Protobuf.WellKnownTypes.Struct Properties(
        params (string Name, PropertyValue Value)[] properties
    ) => PropertyEncoder.Encode(PropertyMap.Of(properties), EncodeOptions.Everything);

    private Task<int> RunWithAsync(ResourceTransform transform) =>
        _run.RunAsync(() => new Thing("one", null, new() { ResourceTransforms = { transform } }));

    private async Task<TransformResponse> TransformAsync(
        ResourceTransform transform,
        TransformRequest request
    )
    {
        TransformResponse? response = null;
        _run.Monitor.OnRegister = async registration =>
        {
            if (registration.Transforms is [var callback])
            {
                response = await CallbackClient.CallAsync<TransformResponse>(callback, request);
            }
        };
        Assert.That(await RunWithAsync(transform), Is.Zero);
        return response!;
    }

    private async Task<RpcException> FailAsync(ResourceTransform transform)
    {
        RpcException? failure = null;
        _run.Monitor.OnRegister = async registration =>
        {
            if (registration.Transforms is [var callback])
            {
                failure = await CallbackClient.FailAsync(callback, new TransformRequest());
            }
        };
        await RunWithAsync(transform);
        return failure!;
    }
}
