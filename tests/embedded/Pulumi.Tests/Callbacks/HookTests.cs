using System.Collections.Immutable;
using Grpc.Core;
using Infra.Protocol.Values;
using Pulumi.Tests.Engine;
using Pulumi.Tests.Resources;
using Pulumi.Utilities;
using Pulumirpc;

namespace Pulumi.Tests.Callbacks;

internal sealed class HookTests
{
    private FakeRun _run = null!;

    [SetUp]
    public async Task Start() => _run = await FakeRun.StartAsync();

    [TearDown]
    public async Task Stop() => await _run.DisposeAsync();

    [Test]
    public async Task The_engine_knows_hooks_before_the_resources_that_name_them()
    {
        var code = await _run.RunAsync(() =>
        {
            var before = new ResourceHook("before", Nothing, new() { OnDryRun = true });
            var after = new ResourceHook("after", Nothing, new() { IgnoreErrors = true });
            var again = new ErrorHook("again", (_, _) => Task.FromResult(true));
            var options = new CustomResourceOptions
            {
                Hooks = new()
                {
                    BeforeCreate = { before },
                    AfterDelete = { before, after },
                    OnError = { again },
                },
            };
            new Thing("one", null, options);
        });

        var names = _run.Calls.Names.ToList();
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.Zero);
            Assert.That(
                _run.Calls.Of<RegisterResourceHookRequest>()
                    .Select(hook => (hook.Name, hook.OnDryRun, hook.IgnoreErrors)),
                Is.EquivalentTo([("before", true, false), ("after", false, true)])
            );
            Assert.That(
                names.IndexOf("register one"),
                Is.GreaterThan(
                    new[] { "hook before", "hook after", "error hook again" }.Max(names.IndexOf)
                )
            );
            Assert.That(
                _run.Calls.Registration("one").Hooks,
                Is.EqualTo(
                    new RegisterResourceRequest.Types.ResourceHooksBinding
                    {
                        BeforeCreate = { "before" },
                        AfterDelete = { "before", "after" },
                        OnError = { "again" },
                    }
                )
            );
            Assert.That(names, Has.One.EqualTo("feature resourceHooks"));
        });
    }

    [Test]
    public async Task A_hook_gets_what_the_step_has_and_secrets_as_outputs()
    {
        ResourceHookArgs? seen = null;
        await CallAsync(
            (args, _) =>
            {
                seen = args;
                return Task.CompletedTask;
            },
            new()
            {
                Urn = Urns.Thing("one"),
                Id = "id-1",
                Name = "one",
                Type = Thing.Token,
                NewInputs = Encode(("text", "new"), ("secret", new PropertyValue.Secret("s"))),
                OldInputs = Encode(("list", PropertyValue.List(1, "two"))),
                OldOutputs = Encode(("later", PropertyValue.Computed.Instance)),
            }
        );

        var secret = (Output<object?>)seen!.NewInputs!["secret"]!;
        Assert.Multiple(() =>
        {
            Assert.That(
                (seen.Urn, seen.Id, seen.Name, seen.Type),
                Is.EqualTo((Urns.Thing("one"), "id-1", "one", Thing.Token))
            );
            Assert.That(seen.NewInputs["text"], Is.EqualTo("new"));
            Assert.That(
                seen.OldInputs!["list"],
                Is.EqualTo(ImmutableArray.Create<object?>(1.0, "two"))
            );
            Assert.That(seen.NewOutputs, Is.Null);
            Assert.That(seen.OldOutputs!["later"], Is.Null);
        });
        Assert.That(await OutputUtilities.GetValueAsync(secret), Is.EqualTo("s"));
        Assert.That(await Output.IsSecretAsync(secret), Is.True);
    }

    [Test]
    public async Task A_failure_of_a_hook_is_the_engines_to_tell()
    {
        RpcException? failure = null;
        _run.Monitor.BeforeShutdown = async () =>
            failure = await CallbackClient.FailAsync(Registered, new ResourceHookRequest());

        var code = await _run.RunAsync(() =>
            new ResourceHook("h", (_, _) => throw new RunException("Not on a Friday."))
        );

        Assert.That(failure?.Status.Detail, Is.EqualTo("Not on a Friday."));
        Assert.That(code, Is.Zero);
    }

    [Test]
    public async Task A_failure_of_a_hook_is_its_message_and_the_programs_own_frames_without_the_exceptions_type()
    {
        RpcException? failure = null;
        _run.Monitor.BeforeShutdown = async () =>
            failure = await CallbackClient.FailAsync(Registered, new ResourceHookRequest());

        await _run.RunAsync(() =>
            new ResourceHook(
                "h",
                (_, _) =>
                    throw new InvalidOperationException(
                        "The database is not up.",
                        new IOException("No route to it.")
                    )
            )
        );

        var lines = failure!.Status.Detail.Split('\n');
        Assert.That(lines[0], Is.EqualTo("The database is not up."));
        Assert.That(lines[1], Does.Contain(nameof(HookTests)));
        Assert.That(lines[^1], Is.EqualTo("caused by No route to it."));
        Assert.That(failure.Status.Detail, Does.Not.Contain("Exception"));
    }

    [Test]
    public async Task A_failure_that_a_hook_leaves_behind_fails_the_program()
    {
        _run.Monitor.BeforeShutdown = async () =>
            await CallbackClient.CallAsync<ResourceHookResponse>(
                Registered,
                new ResourceHookRequest()
            );

        var code = await _run.RunAsync(() =>
            new ResourceHook(
                "h",
                (_, _) =>
                {
                    Output.Create(1).Apply(int (_) => throw new RunException("left behind"));
                    return Task.CompletedTask;
                }
            )
        );

        Assert.That(code, Is.EqualTo(32));
        Assert.That(_run.Logs.Select(log => log.Message), Is.EqualTo(["left behind"]));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_error_hook_says_whether_to_try_again(bool retry)
    {
        ErrorHookArgs? seen = null;
        ErrorHookResponse? response = null;
        _run.Monitor.BeforeShutdown = async () =>
            response = await CallbackClient.CallAsync<ErrorHookResponse>(
                _run.Calls.Of<RegisterErrorHookRequest>().Single().Callback,
                new ErrorHookRequest
                {
                    Name = "one",
                    FailedOperation = "update",
                    Errors = { "newer", "older" },
                    NewInputs = Encode(("text", "new")),
                }
            );

        await _run.RunAsync(() =>
            new ErrorHook(
                "again",
                (args, _) =>
                {
                    seen = args;
                    return Task.FromResult(retry);
                }
            )
        );

        Assert.Multiple(() =>
        {
            Assert.That(response!.Retry, Is.EqualTo(retry));
            Assert.That(seen!.FailedOperation, Is.EqualTo("update"));
            Assert.That(seen.Errors, Is.EqualTo(["newer", "older"]));
            Assert.That(seen.NewInputs!["text"], Is.EqualTo("new"));
            Assert.That(seen.OldInputs, Is.Null);
        });
    }

    [Test]
    public async Task An_error_hook_that_fails_says_so_in_its_answer()
    {
        ErrorHookResponse? response = null;
        _run.Monitor.BeforeShutdown = async () =>
            response = await CallbackClient.CallAsync<ErrorHookResponse>(
                _run.Calls.Of<RegisterErrorHookRequest>().Single().Callback,
                new ErrorHookRequest()
            );

        await _run.RunAsync(() =>
            new ErrorHook("again", (_, _) => throw new RunException("cannot tell"))
        );

        Assert.That(response!.Error, Is.EqualTo("cannot tell"));
        Assert.That(response.Retry, Is.False);
    }

    [Test]
    public async Task An_engine_without_hooks_is_named_in_the_failure()
    {
        _run.Monitor.MissingFeatures.Add("resourceHooks");

        var code = await _run.RunAsync(() => new ResourceHook("mine", Nothing));

        Assert.That(code, Is.EqualTo(32));
        Assert.That(_run.Logs.Single().Message, Does.Contain("the hook 'mine'"));
    }

    [Test]
    public async Task Nobody_answers_when_the_program_is_over()
    {
        await _run.RunAsync(() => new ResourceHook("h", Nothing));

        var failure = await CallbackClient.FailAsync(Registered, new ResourceHookRequest());

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Unavailable));
    }

    [Test]
    public async Task Hooks_of_merged_options_are_joined_in_lists_of_their_own()
    {
        await _run.RunAsync(() =>
        {
            var (a, b) = (new ResourceHook("a", Nothing), new ResourceHook("b", Nothing));
            var one = new CustomResourceOptions { Hooks = { BeforeCreate = { a } } };
            var two = new CustomResourceOptions { Hooks = { BeforeCreate = { b } } };

            var merged = CustomResourceOptions.Merge(one, two);
            merged.Hooks.BeforeCreate.Add(a);

            Assert.That(merged.Hooks.BeforeCreate, Is.EqualTo([a, b, a]));
            Assert.That(one.Hooks.BeforeCreate, Is.EqualTo([a]));
            Assert.That(one.Hooks.IsEmpty, Is.False);
            Assert.That(new ResourceHookBinding().IsEmpty, Is.True);
        });
    }

    private Callback Registered => _run.Calls.Of<RegisterResourceHookRequest>().Single().Callback;

    private static Task Nothing(ResourceHookArgs args, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    private static Google.Protobuf.WellKnownTypes.Struct Encode(
        params (string Name, PropertyValue Value)[] properties
    ) => PropertyEncoder.Encode(PropertyMap.Of(properties), EncodeOptions.Everything);

    private async Task CallAsync(ResourceHookCallback hook, ResourceHookRequest request)
    {
        _run.Monitor.BeforeShutdown = async () =>
            await CallbackClient.CallAsync<ResourceHookResponse>(Registered, request);
        Assert.That(await _run.RunAsync(() => new ResourceHook("h", hook)), Is.Zero);
    }
}
