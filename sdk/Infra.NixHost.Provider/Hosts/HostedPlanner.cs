using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Structures;
using Infra.NixHost.Provider.Values;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Hosts;

/// <summary>Runs the operations of any resource on the host that its inputs name.</summary>
internal sealed class HostedPlanner(OpenHosts hosts)
{
    /// <summary>Checks inputs; returns them completed, with the failures found.</summary>
    public async Task<(
        PropertyMap Inputs,
        ImmutableArray<(string Path, string Reason)> Failures
    )> CheckAsync(
        ResourceIdentity identity,
        (PropertyMap Olds, PropertyMap News) inputs,
        CancellationToken cancellationToken
    )
    {
        var wrong = new CheckFailures();
        HostInput.Check(inputs.News, wrong);
        if (!wrong.AreNone || await hosts.OfAsync(inputs.News, cancellationToken) is not { } host)
        {
            return new FutureHost(hosts.Run.Secrets).Check(
                DefinitionOf(identity),
                identity,
                inputs
            );
        }

        var isMoved =
            inputs.Olds.Count > 0
            && !await hosts.AreSameAsync(inputs.Olds, inputs.News, cancellationToken);
        var (news, failures) = await host.Planner.CheckAsync(
            host.For(identity.Urn),
            identity,
            inputs,
            cancellationToken,
            isMoved
        );
        return !isMoved && inputs.Olds.Count > 0 && hosts.Loss(inputs.Olds, inputs.News) is { } loss
            ? (news, failures.Add((HostInput.Name, loss)))
            : (news, failures);
    }

    /// <summary>Compares a resource with its new inputs. On another machine it is another one, whatever is on the former.</summary>
    public async Task<DiffOutcome> DiffAsync(
        (ResourceIdentity Identity, string Id) resource,
        (PropertyMap OldInputs, PropertyMap OldOutputs, PropertyMap News) state,
        ImmutableArray<string> ignored,
        CancellationToken cancellationToken
    )
    {
        var definition = DefinitionOf(resource.Identity);
        if (await hosts.OfAsync(state.News, cancellationToken) is not { } host)
        {
            return FutureHost.Diff(definition, state.OldInputs, state.News);
        }

        if (await hosts.AreSameAsync(state.OldInputs, state.News, cancellationToken))
        {
            return await host.Planner.DiffAsync(
                host.For(resource.Identity.Urn),
                resource,
                state with
                {
                    OldInputs = WithHostOf(state.News, state.OldInputs),
                },
                ignored,
                cancellationToken
            );
        }

        hosts.Run.Secrets.Add(state.OldInputs);
        var machine = await hosts.MachineOfAsync(state.OldInputs, cancellationToken);
        hosts.Run.OutputsOf(machine).Leave(Alone(definition, state.OldOutputs));
        return await new HostMove(host).DecideAsync(
            definition,
            resource.Identity,
            state,
            cancellationToken
        );
    }

    /// <summary>Creates a resource, or predicts it in a preview.</summary>
    public async Task<ResourceState> CreateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    ) =>
        await HostOfAsync(call, cancellationToken) is { } host
            ? await host.Planner.CreateAsync(host.For(call.Identity.Urn), call, cancellationToken)
            : new("", call.News, FutureHost.Outputs(DefinitionOf(call.Identity)));

    /// <summary>Changes a resource, or predicts it in a preview.</summary>
    public async Task<PropertyMap> UpdateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    ) =>
        await HostOfAsync(call, cancellationToken) is { } host
            ? await host.Planner.UpdateAsync(host.For(call.Identity.Urn), call, cancellationToken)
            : FutureHost.Outputs(DefinitionOf(call.Identity));

    /// <summary>
    /// Reads a resource back, or imports the object of an id; <c>null</c> when it does not exist. The id of an object on another host than the
    /// provider's begins with its address: <c>ssh://root@attic.lan#web</c>.
    /// </summary>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        if (
            call.Inputs.Count > 0
            || !call.Id.StartsWith("ssh://", StringComparison.Ordinal)
            || call.Id.Split('#', 2) is not [var address, var id]
        )
        {
            var host = await RequireAsync(call.Identity, call.Inputs, cancellationToken);
            return await host.Planner.ReadAsync(
                    host.For(call.Identity.Urn),
                    call,
                    cancellationToken
                ) ?? await SearchAsync(host, call, cancellationToken);
        }

        var settings = SshSettings.InputsOf(address);
        var found = await hosts.LookAsync(settings, cancellationToken);
        return
            await found.Open.Planner.ReadAsync(
                found.Open.For(call.Identity.Urn),
                call with
                {
                    Id = id,
                },
                cancellationToken
            )
                is { } imported
            ? imported with
            {
                Inputs = imported.Inputs.With(
                    HostInput.Name,
                    OpenHosts.ConnectionOf(found.Machine.Uuid, settings)
                ),
            }
            : null;
    }

    /// <summary>Looks for what is gone from its host on the other hosts of the program, because somebody may have moved it.</summary>
    private async Task<ResourceState?> SearchAsync(
        OpenHost host,
        StateCall call,
        CancellationToken cancellationToken
    )
    {
        if (call.Inputs.Count == 0 || !DefinitionOf(call.Identity).MovesByHand)
        {
            return null;
        }

        foreach (var (other, connection) in await hosts.ExceptAsync(host, cancellationToken))
        {
            var there = call with
            {
                Inputs = connection is null
                    ? call.Inputs.Without(HostInput.Name)
                    : call.Inputs.With(HostInput.Name, connection),
            };
            var handler = other.For(call.Identity.Urn);
            // Another clone of the program has guests of the same UUID.
            if (
                await other.Planner.HasOwnAsync(handler, there, cancellationToken)
                && await other.Planner.ReadAsync(handler, there, cancellationToken) is { } found
            )
            {
                await hosts.Run.Log.WarnAsync(
                    call.Identity.Urn,
                    $"drift: host: it is on {other.Name} now, not on {host.Name}. Change its host in the program, or up makes it anew on {host.Name}.",
                    cancellationToken
                );
                return found;
            }
        }

        return null;
    }

    /// <summary>Deletes a resource; only objects that its state owns are removed.</summary>
    public async Task DeleteAsync(StateCall call, CancellationToken cancellationToken)
    {
        // A type that the package does not have is told before anything else.
        _ = DefinitionOf(call.Identity);
        if (call.Inputs.Count == 0)
        {
            throw new InfraException(
                $"The engine sends no inputs of {call.Identity.Urn} with its delete, so nobody can tell the host. Use a newer version of the engine."
            );
        }

        var host = await RequireAsync(call.Identity, call.Inputs, cancellationToken);
        await host.Planner.DeleteAsync(host.For(call.Identity.Urn), call, cancellationToken);
    }

    /// <summary>The outputs that no other resource can have. A store path may be that of several, each of which keeps it.</summary>
    private PropertyMap Alone(ResourceDefinition definition, PropertyMap outputs) =>
        PropertyMap.Create(
            ResourceOutputs
                .Own(definition, outputs)
                .Where(p =>
                    p.Value is not PropertyValue.String { Value: var text }
                    || hosts.Own.Session.Host.Store.StorePathOf(text) is null
                )
        );

    private ResourceDefinition DefinitionOf(ResourceIdentity identity) =>
        hosts.Own.For(identity.Urn).Definition;

    private static PropertyMap WithHostOf(PropertyMap from, PropertyMap inputs) =>
        from.Get(HostInput.Name) is { } host
            ? inputs.With(HostInput.Name, host)
            : inputs.Without(HostInput.Name);

    private async Task<OpenHost> RequireAsync(
        ResourceIdentity identity,
        PropertyMap inputs,
        CancellationToken cancellationToken
    ) =>
        await hosts.OfAsync(inputs, cancellationToken)
        ?? throw CheckedInputs.Unknown(HostInput.Name, identity);

    private async Task<OpenHost?> HostOfAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    ) =>
        call.IsPreview
            ? await hosts.OfAsync(call.News, cancellationToken)
            : await RequireAsync(call.Identity, call.News, cancellationToken);
}
