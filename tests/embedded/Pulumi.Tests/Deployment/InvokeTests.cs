using Google.Protobuf.WellKnownTypes;
using Pulumi.Tests.Engine;
using Pulumi.Tests.Resources;
using Pulumirpc;

namespace Pulumi.Tests.Deployment;

internal sealed class InvokeTests
{
    private const string Token = "test:index:fn";
    private FakeRun _run = null!;

    [SetUp]
    public async Task Start() => _run = await FakeRun.StartAsync();

    [TearDown]
    public async Task Stop() => await _run.DisposeAsync();

    [Test]
    public async Task A_result_is_converted_to_the_output_type()
    {
        await _run.RunAsync(() =>
        {
            var result = Instance.Invoke<LookupResult>(Token, new LookupArgs { Key = "k" });
            return new() { ["key"] = result.Apply(r => r.Key) };
        });

        Assert.That(_run.Calls.StackOutputs().Fields["key"].StringValue, Is.EqualTo("k"));
    }

    [Test]
    public async Task The_plain_form_gives_its_result_too()
    {
        var key = "";
        await _run.RunTaskAsync(async () =>
        {
            var result = await Instance.InvokeAsync<LookupResult>(
                Token,
                new LookupArgs { Key = "k" }
            );
            key = result.Key;
            return [];
        });

        Assert.That(key, Is.EqualTo("k"));
    }

    [Test]
    public async Task The_single_form_gives_the_only_property()
    {
        await _run.RunAsync(() =>
            new() { ["key"] = Instance.InvokeSingle<string>(Token, new LookupArgs { Key = "k" }) }
        );

        Assert.That(_run.Calls.StackOutputs().Fields["key"].StringValue, Is.EqualTo("k"));
    }

    [Test]
    public async Task A_result_depends_on_what_its_arguments_depend_on()
    {
        await _run.RunAsync(() =>
        {
            var one = new Thing("one", new() { Text = "a" });
            var result = Instance.Invoke<LookupResult>(Token, new LookupArgs { Key = one.Text });
            new Thing("two", new() { Text = result.Apply(r => r.Key) });
        });

        Assert.That(_run.Calls.Registration("two").Dependencies, Is.EqualTo([Urns.Thing("one")]));
    }

    [Test]
    public async Task Failures_name_the_function_the_property_and_the_reason()
    {
        _run.Monitor.AnswerInvoke = _ =>
            new()
            {
                Failures =
                {
                    new CheckFailure { Property = "key", Reason = "is empty" },
                },
            };

        var code = await _run.RunAsync(() => Instance.Invoke<object>(Token, new LookupArgs()));

        Assert.That(code, Is.EqualTo(32));
        Assert.That(
            _run.Logs.Single().Message,
            Does.Contain($"Invoke of '{Token}' failed: is empty (key)")
        );
    }

    [Test]
    public async Task A_method_gets_its_resource_and_the_origin_of_its_arguments()
    {
        await _run.RunAsync(() =>
        {
            var one = new Thing("one", new() { Text = "a" });
            var args = new DictionaryCallArgs(one.Text);
            return new()
            {
                ["result"] = Instance
                    .Call<LookupResult>("test:index:Thing/method", args, one)
                    .Apply(r => r.Key),
            };
        });

        var call = _run.Calls.Of<ResourceCallRequest>().Single();
        Assert.Multiple(() =>
        {
            Assert.That(call.Args.Fields.Keys, Is.EquivalentTo(["__self__", "key"]));
            Assert.That(call.ArgDependencies["key"].Urns, Is.EqualTo([Urns.Thing("one")]));
            Assert.That(call.ArgDependencies["__self__"].Urns, Is.Empty);
        });
    }

    [Test]
    public async Task A_package_is_registered_once_and_named_in_each_request()
    {
        RegisterPackageRequest package = new("base", "1.0.0", null);
        await _run.RunAsync(() =>
        {
            Instance.Invoke<object>(Token, new LookupArgs(), default(InvokeOptions), package);
            Instance.Invoke<object>(Token, new LookupArgs(), default(InvokeOptions), package);
        });

        Assert.That(_run.Calls.Of<Pulumirpc.RegisterPackageRequest>(), Has.Count.EqualTo(1));
        Assert.That(
            _run.Calls.Of<ResourceInvokeRequest>().Select(r => r.PackageRef),
            Is.EqualTo(["ref-base", "ref-base"])
        );
    }

    [Test]
    public async Task A_secret_result_is_a_secret()
    {
        _run.Monitor.AnswerInvoke = _ =>
            new() { Return = new() { Fields = { ["key"] = SecretText("hush") } } };
        var secret = false;
        await _run.RunTaskAsync(async () =>
        {
            secret = await Output.IsSecretAsync(
                Instance.Invoke<LookupResult>(Token, new LookupArgs())
            );
            return [];
        });

        Assert.That(secret, Is.True);
    }

    private static DeploymentInstance Instance => Pulumi.Deployment.Instance;

    private static Value SecretText(string text) =>
        Infra.Protocol.Values.PropertyEncoder.Encode(
            new Infra.Protocol.Values.PropertyValue.Secret(text),
            Infra.Protocol.Values.EncodeOptions.Everything
        );

    private sealed class DictionaryCallArgs(Input<string> key) : CallArgs
    {
        [Input("key")]
        public Input<string> Key { get; } = key;
    }
}
