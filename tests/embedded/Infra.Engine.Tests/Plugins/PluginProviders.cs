using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Tests.Plugins;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class PluginProviders
{
    private readonly TestStack _stack = new();

    [Test]
    public async Task A_half_made_resource_comes_back_with_its_reasons()
    {
        await using var plugin = await NoopPlugin.StartAsync(
            new() { OnCreate = _ => throw HalfMade() }
        );
        _stack.Loader = plugin;

        var run = await _stack.UpAsync(p => p.ThingAsync("a", PropertyMap.Of(("size", 1))));

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.False);
            Assert.That(run["a"].Id, Is.EqualTo("half"));
            Assert.That(run["a"].InitErrors, Is.EqualTo(["not ready", "no lease"]));
            Assert.That(run.Log.Errors.Single(), Does.EndWith("not ready\n* no lease"));
            Assert.That(run.Log.Errors.Single(), Does.Not.Contain("* not ready"));
        });
    }

    [Test]
    public async Task An_error_reaches_the_user_in_the_plugins_words()
    {
        await using var plugin = await NoopPlugin.StartAsync(
            new()
            {
                OnCreate = _ => throw new RpcException(new(StatusCode.Internal, "no space left")),
            }
        );
        _stack.Loader = plugin;

        var run = await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.That(run.Log.Errors, Is.EqualTo(["no space left"]));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_plugin_that_cannot_be_configured_is_told_once_however_many_resources_it_has(
        bool isPreview
    )
    {
        await using var plugin = await NoopPlugin.StartAsync(
            new()
            {
                OnConfigure = _ =>
                    throw new RpcException(new(StatusCode.Unknown, "libvirt does not answer")),
                IsPreview = isPreview,
            }
        );
        _stack.Loader = plugin;
        _stack.Options = _stack.Options with { IsPreview = isPreview };

        var run = await _stack.UpAsync(async p =>
        {
            await p.ThingAsync("a");
            await p.ThingAsync("b");
            await p.ThingAsync("c");
        });

        Assert.That(run.Succeeded, Is.False);
        Assert.That(run.Log.Errors, Is.EqualTo(["libvirt does not answer"]));
    }

    [Test]
    public async Task A_plugin_that_the_released_engine_would_refuse_is_refused_with_a_sentence()
    {
        await using var plugin = await NoopPlugin.StartAsync(new() { KnowsItsVersion = false });
        _stack.Loader = plugin;

        var run = await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.That(run.Succeeded, Is.False);
        Assert.That(
            run.Log.Errors.Single(),
            Does.Contain("does not implement GetPluginInfo").And.Contains("Install a newer version")
        );
    }

    [TestCase(StatusCode.Internal)]
    [TestCase(StatusCode.Unavailable)]
    public async Task A_long_error_arrives_with_its_subject_and_its_cause(StatusCode code)
    {
        var message = $"the disk is full:\n{new string('ä', 200_000)}\nno space left on device";
        await using var plugin = await NoopPlugin.StartAsync(
            new() { OnCreate = _ => throw new RpcException(new(code, message)) }
        );
        _stack.Loader = plugin;

        var run = await _stack.UpAsync(p => p.ThingAsync("a"));

        var error = run.Log.Errors.Single();
        Assert.Multiple(() =>
        {
            Assert.That(error, Does.StartWith("the disk is full:\n"));
            Assert.That(error, Does.EndWith("\nno space left on device"));
            Assert.That(error, Does.Contain("characters omitted").And.Length.LessThan(20_000));
        });
    }

    [Test]
    public async Task A_read_without_inputs_leaves_them_out_and_says_the_properties()
    {
        await using var plugin = await NoopPlugin.StartAsync(new());
        _stack.Loader = plugin;

        await _stack.UpAsync(p => p.ReadAsync("r", "there"));

        var read = plugin.Reads.Single();
        Assert.Multiple(() =>
        {
            Assert.That(read.Inputs, Is.Null);
            Assert.That(read.Properties, Is.Not.Null);
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Plugins_without_a_handshake_work(bool knowsHandshake)
    {
        await using var plugin = await NoopPlugin.StartAsync(
            new() { KnowsHandshake = knowsHandshake }
        );
        _stack.Loader = plugin;

        var run = await _stack.UpAsync(p =>
            p.ThingAsync("a", PropertyMap.Of(("password", new PropertyValue.Secret("hunter2"))))
        );

        Assert.Multiple(() =>
        {
            Assert.That(run.Succeeded, Is.True);
            Assert.That(
                run["a"].Outputs.Get("password"),
                Is.EqualTo(new PropertyValue.Secret("hunter2"))
            );
        });
    }

    [Test]
    public async Task The_stacks_configuration_reaches_the_plugin()
    {
        await using var plugin = await NoopPlugin.StartAsync(new());
        _stack.Loader = plugin;
        _stack.Configuration = new(
            _stack.Configuration.Values.Add("fake:region", "here").Add("proj:other", "x"),
            _stack.Configuration.SecretKeys
        );

        await _stack.UpAsync(p => p.ThingAsync("a"));

        Assert.Multiple(() =>
        {
            Assert.That(plugin.Configuration!.Args.Fields.Keys, Is.EqualTo(["region"]));
            Assert.That(plugin.Configuration.Name, Is.EqualTo("default"));
        });
    }

    private static RpcException HalfMade()
    {
        var failure = new ErrorResourceInitFailed
        {
            Id = "half",
            Properties = new() { Fields = { ["size"] = Value.ForNumber(1) } },
            Reasons = { "not ready", "no lease" },
        };
        return new Google.Rpc.Status
        {
            Code = (int)Code.Unknown,
            Message = "not ready",
            Details = { Any.Pack((IMessage)failure) },
        }.ToRpcException();
    }
}
