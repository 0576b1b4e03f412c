using Grpc.Core;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Provider.Tests.SelfConfiguringGuest;

/// <summary>What an engine gets from the construction of a component.</summary>
internal sealed class ConstructTests
{
    private RecordingMonitor _monitor = null!;

    [SetUp]
    public Task StartAsync() => StartAsync(new());

    private Task StartAsync(RecordingMonitor monitor) => (_monitor = monitor).StartAsync();

    [TearDown]
    public async Task StopAsync() => await _monitor.DisposeAsync();

    private Task<ConstructResponse> ConstructAsync(Func<PropertyMap, PropertyMap> change) =>
        ConstructAsync(ComponentRuns.Request(_monitor, change));

    private static Task<ConstructResponse> ConstructAsync(ConstructRequest request) =>
        ComponentRuns.InProviderAsync(async (client, _) => await client.ConstructAsync(request));

    [Test]
    public async Task The_state_has_the_outputs_and_what_they_depend_on()
    {
        var answer = await ConstructAsync(inputs => inputs);

        var state = PropertyDecoder.Decode(answer.State);
        var guest = RecordingMonitor.UrnOf("nixhost:index:NixGuest", "web", answer.Urn);
        Assert.That(
            answer.Urn,
            Is.EqualTo(RecordingMonitor.UrnOf(ComponentRuns.Type, "web", ComponentRuns.Stack))
        );
        Assert.That(
            state.Keys,
            Is.EquivalentTo(["address", "configHash", "configuredSystem", "sshHostKey"])
        );
        Assert.That(state["address"], Is.EqualTo((PropertyValue)"192.168.1.12"));
        Assert.That(
            answer.StateDependencies.Values.Select(d => d.Urns.Single()),
            Is.All.EqualTo(guest)
        );
    }

    [Test]
    public async Task Options_of_the_component_reach_it_and_its_resources()
    {
        var request = ComponentRuns.Request(_monitor, inputs => inputs);
        request.Protect = true;
        request.RetainOnDelete = false;
        request.Providers["nixhost"] = "urn:pulumi:dev::lab::pulumi:providers:nixhost::other::id";
        request.Aliases.Add(new Alias { Spec = new() { Name = "former" } });
        request.Dependencies.Add(ComponentRuns.Stack);

        await ConstructAsync(request);

        var component = _monitor.Registrations.Single(r => r.Type == ComponentRuns.Type);
        Assert.That(component.Aliases.Single().Spec.Name, Is.EqualTo("former"));
        Assert.That(component.Dependencies, Is.EqualTo([ComponentRuns.Stack]));
        Assert.That(component.Providers, Is.EqualTo(request.Providers));
        Assert.That(_monitor.Registrations.Select(r => r.Protect), Is.All.True);
        Assert.That(_monitor.Registrations.Select(r => r.HasRetainOnDelete), Is.All.True);
        Assert.That(
            _monitor.Registrations.Where(r => r.Custom).Select(r => r.Provider),
            Is.All.EqualTo(request.Providers["nixhost"])
        );
    }

    [TestCase("image", null, "image", "is required and has no value")]
    [TestCase("identity", null, "identity", "is required and has no value")]
    [TestCase("identity", "{}", "identity.hostName", "is required and has no value")]
    [TestCase("mode", "\"guest\"", "mode", "is not a valid ConfigurationMode")]
    [TestCase("memory", "\"2 pounds\"", "memory", "2 pounds")]
    [TestCase("sizes", "\"1\"", "sizes", "there is no property 'sizes' here")]
    public async Task Wrong_inputs_are_told_by_property_before_anything_is_registered(
        string name,
        string? json,
        string path,
        string reason
    )
    {
        PropertyValue? value = json switch
        {
            null => null,
            "{}" => PropertyMap.Empty,
            _ => json.Trim('"'),
        };

        var failure = await Assert.ThrowsAsync<RpcException>(() =>
            ConstructAsync(inputs =>
                value is null ? inputs.Without(name) : inputs.With(name, value)
            )
        );

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.InvalidArgument));
        var errors = failure!.GetRpcStatus()!.GetDetail<InputPropertiesError>()!.Errors;
        Assert.That(errors[0].PropertyPath, Is.EqualTo(path));
        Assert.That(errors[0].Reason, Does.Contain(reason));
        Assert.That(_monitor.Registrations, Is.Empty);
    }

    [TestCase("mode")]
    [TestCase("activation")]
    [TestCase("sshAccess")]
    public async Task What_decides_which_resources_there_are_must_be_known(string name)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() =>
            ConstructAsync(inputs => inputs.With(name, PropertyValue.Computed.Instance))
        );

        var error = failure!.GetRpcStatus()!.GetDetail<InputPropertiesError>()!.Errors.Single();
        Assert.That(error.PropertyPath, Is.EqualTo(name));
        Assert.That(error.Reason, Does.Contain("is not known yet"));
    }

    [Test]
    public async Task No_error_quotes_a_secret()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() =>
            ConstructAsync(inputs =>
                inputs.With("memory", new PropertyValue.Secret("hunter2-hunter2"))
            )
        );

        var error = failure!.GetRpcStatus()!.GetDetail<InputPropertiesError>()!.Errors.Single();
        Assert.That(error.Reason, Does.Not.Contain("hunter2"));
    }

    [Test]
    public async Task A_component_that_the_package_does_not_have_is_refused_by_name()
    {
        var request = ComponentRuns.Request(_monitor, inputs => inputs);
        request.Type = "nixhost:index:Nothing";

        var failure = await Assert.ThrowsAsync<RpcException>(() => ConstructAsync(request));

        Assert.That(
            failure!.Status.Detail,
            Does.Contain("has no component 'nixhost:index:Nothing'")
        );
    }

    [Test]
    public async Task Cancel_ends_a_construction_that_waits_for_a_resource()
    {
        await _monitor.DisposeAsync();
        var registered = new TaskCompletionSource();
        await StartAsync(
            new()
            {
                BeforeAnswer = async (request, token) =>
                {
                    if (request.Custom)
                    {
                        registered.TrySetResult();
                        await Task.Delay(Timeout.Infinite, token);
                    }
                },
            }
        );

        var failure = await ComponentRuns.InProviderAsync(
            async (client, _) =>
            {
                var construct = client
                    .ConstructAsync(ComponentRuns.Request(_monitor, inputs => inputs))
                    .ResponseAsync;
                await registered.Task;
                await client.CancelAsync(new());
                return await Assert.ThrowsAsync<RpcException>(() => construct);
            }
        );

        Assert.That(failure!.StatusCode, Is.EqualTo(StatusCode.Cancelled));
    }

    [Test]
    public async Task Keys_of_the_host_in_the_guest_are_warned_of()
    {
        var warnings = await ComponentRuns.InProviderAsync(
            async (client, stack) =>
            {
                await client.ConstructAsync(
                    ComponentRuns.Request(
                        _monitor,
                        inputs => inputs.With("sshAccess", "hostDirectory")
                    )
                );
                return stack.Log.Warnings.ToList();
            }
        );

        Assert.That(
            warnings.Single(),
            Does.Contain("has a copy of the host's /root/.ssh").And.Contains("private keys")
        );
    }
}
