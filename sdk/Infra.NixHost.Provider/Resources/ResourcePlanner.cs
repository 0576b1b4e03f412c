using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// Runs the operations of any resource: Check and Diff apply the definitions first, then the handler's own rules.
/// The outputs of each create and update are recorded for the checks of later resources.
/// </summary>
internal sealed class ResourcePlanner(ProviderSession session)
{
    /// <summary>
    /// Checks inputs; returns them completed, with the failures found. The former inputs of a resource that moves to this machine are of
    /// another one.
    /// </summary>
    public async Task<(
        PropertyMap Inputs,
        ImmutableArray<(string Path, string Reason)> Failures
    )> CheckAsync(
        IResourceHandler handler,
        ResourceIdentity identity,
        (PropertyMap Olds, PropertyMap News) inputs,
        CancellationToken cancellationToken,
        bool isMoved = false
    )
    {
        Learn(inputs.Olds, inputs.News);
        identity = Identify(identity, inputs.Olds, inputs.News);
        if (isMoved)
        {
            session.Known.NoteMove(identity);
        }

        if (inputs.Olds.Count == 0 && handler.Definition.HasOwner)
        {
            await new OwnerCheck(session).WarnOfAnotherRunAsync(identity, cancellationToken);
        }

        var failures = new CheckFailures();
        var news = new InputCheck(failures).Check(handler.Definition.Inputs, inputs.News);
        var further = new CheckFailures();
        news = await handler.CheckAsync(
            new(
                identity,
                isMoved ? PropertyMap.Empty : inputs.Olds,
                WithoutValues(news, failures),
                further
            ),
            cancellationToken
        );
        var found = failures.Found.AddRange(
            further.Found.Where(f => !failures.Has(PropertyPath.RootOf(f.Path)))
        );
        return (
            OriginMark.Write(identity, news),
            [.. found.Select(f => (f.Path, session.Secrets.Hide(f.Path, f.Reason)))]
        );
    }

    private ResourceIdentity Identify(ResourceIdentity identity, PropertyMap olds, PropertyMap news)
    {
        if (olds.Count == 0)
        {
            return session.Known.Recall(identity.Urn) ?? OriginMark.Begin(identity, news);
        }

        identity = OriginMark.Read(identity, olds);
        session.Known.Note(identity);
        return identity;
    }

    /// <summary>Makes wrong properties unknown, so that one wrong value does not hide what is wrong with the others.</summary>
    private static PropertyMap WithoutValues(PropertyMap inputs, CheckFailures failures) =>
        failures
            .Found.Select(f => PropertyPath.RootOf(f.Path))
            .Aggregate(inputs, (all, name) => all.With(name, PropertyValue.Computed.Instance));

    /// <summary>Compares a resource with its new inputs and reports the changes to the user.</summary>
    public async Task<DiffOutcome> DiffAsync(
        IResourceHandler handler,
        (ResourceIdentity Identity, string Id) resource,
        (PropertyMap OldInputs, PropertyMap OldOutputs, PropertyMap News) state,
        ImmutableArray<string> ignored,
        CancellationToken cancellationToken
    )
    {
        Learn(state.OldInputs, state.News);
        var identity = OriginMark.Read(resource.Identity, state.OldInputs);
        session.Known.Note(identity, state.OldOutputs);
        session.Owners.See(identity, state.OldOutputs);
        session.RunOutputs.AddFormer(ResourceOutputs.Own(handler.Definition, state.OldOutputs));
        var isRefresh = IsRefresh(identity, state.News);
        var changes = InputDiff.Compare(handler.Definition, state.OldInputs, state.News);
        var outcome = await handler.DiffAsync(
            new(identity, resource.Id, state.OldInputs, state.OldOutputs, state.News, changes),
            cancellationToken
        );
        outcome = outcome with
        {
            Changes = [.. outcome.Changes.Where(c => !ignored.Any(i => IsWithin(c.Path, i)))],
        };
        if (outcome.Changes.Length > 0)
        {
            await RequireOwnerAsync(
                handler,
                new(identity, resource.Id, state.OldInputs, state.OldOutputs),
                cancellationToken,
                outcome.Found
            );
            if (!isRefresh)
            {
                await session.Log.InfoAsync(identity.Urn, outcome.Describe(), cancellationToken);
            }
        }

        return outcome;
    }

    /// <summary>
    /// Whether an engine compares what it has just read with the state. That diff runs backwards: it is what an update would do, which a refresh
    /// does not, and Read has told its findings.
    /// </summary>
    public bool IsRefresh(ResourceIdentity identity, PropertyMap news) =>
        session.Refreshed.TryRemove(identity.Urn.Value, out var read) && read.Equals(news);

    /// <summary>Creates a resource, or predicts it in a preview.</summary>
    public async Task<ResourceState> CreateAsync(
        IResourceHandler handler,
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        Learn(call.News);
        CheckedInputs.Require(handler, call);
        var identity = OriginMark.Read(call.Identity, call.News);
        var isOnlyRead = call.IsPreview || !handler.Definition.HasOwner;
        var owner = isOnlyRead
            ? session.Owners.Foresee(identity)
            : await session.Owners.BeginAsync(identity, cancellationToken);
        call = call with { Identity = identity, Owner = owner };
        if (isOnlyRead)
        {
            var foreseen = await handler.CreateAsync(call, cancellationToken);
            NoteMade(handler, foreseen.Outputs);
            return foreseen;
        }

        try
        {
            var made = await handler.CreateAsync(call, cancellationToken);
            NoteMade(handler, made.Outputs);
            session.Owners.NoteTakeOver(owner, made.Id);
            return Tagged(made, owner, identity);
        }
        catch (InitFailedException e)
        {
            throw Tagged(e, owner, identity);
        }
        catch
        {
            session.Owners.Withdraw(identity, owner);
            throw;
        }
    }

    /// <summary>Changes a resource, or predicts it in a preview.</summary>
    public async Task<PropertyMap> UpdateAsync(
        IResourceHandler handler,
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        Learn(call.OldInputs, call.News);
        CheckedInputs.Require(handler, call);
        var identity = OriginMark.Read(call.Identity, call.OldInputs);
        session.Known.Note(identity, call.OldOutputs);
        call = call with { Identity = identity };
        if (call.IsPreview || !handler.Definition.HasOwner)
        {
            var foreseen = await handler.UpdateAsync(call, cancellationToken);
            NoteMade(handler, foreseen);
            return Owners.Carry(call.OldOutputs, foreseen);
        }

        await RequireOwnerAsync(
            handler,
            new(identity, call.Id, call.OldInputs, call.OldOutputs),
            cancellationToken
        );
        session.Owners.Confirm(identity, call.OldOutputs);
        var owner = await session.Owners.RenewAsync(identity, call.OldOutputs, cancellationToken);
        try
        {
            var outputs = await handler.UpdateAsync(call with { Owner = owner }, cancellationToken);
            NoteMade(handler, outputs);
            session.Owners.Finish(identity, owner.Token);
            return Owners.Own(outputs, owner);
        }
        catch (InitFailedException e)
        {
            // The engine stores these outputs, so without the token the state would lose the object.
            throw Tagged(e, owner, identity);
        }
    }

    /// <summary>Reads a resource back, or imports the object of an id; <c>null</c> when it does not exist.</summary>
    public async Task<ResourceState?> ReadAsync(
        IResourceHandler handler,
        StateCall call,
        CancellationToken cancellationToken
    )
    {
        Learn(call.Inputs);
        var identity = OriginMark.Read(call.Identity, call.Inputs);
        call = call with { Identity = identity };
        if (call.Inputs.Count == 0)
        {
            session.Known.Note(identity);
            return await handler.ReadAsync(call, cancellationToken) is { } imported
                ? await ImportedAsync(handler, identity, imported, cancellationToken)
                : null;
        }

        session.Known.Note(identity, call.Outputs);
        session.Refreshed[identity.Urn.Value] = call.Inputs;
        return await handler.ReadAsync(call, cancellationToken) is { } found
            ? found with
            {
                Outputs = Owners.Carry(call.Outputs, found.Outputs),
            }
            : null;
    }

    /// <summary>Deletes a resource; only objects that its state owns are removed.</summary>
    public async Task DeleteAsync(
        IResourceHandler handler,
        StateCall call,
        CancellationToken cancellationToken
    )
    {
        Learn(call.Inputs);
        var identity = OriginMark.Read(call.Identity, call.Inputs);
        session.Known.Note(identity, call.Outputs);
        call = call with { Identity = identity };
        await RequireOwnerAsync(handler, call, cancellationToken);
        if (session.Owners.HasTakenOver(call))
        {
            await session.Log.WarnAsync(
                identity.Urn,
                $"{call.Id} is not deleted: the resource that replaces it took it over, because a killed run has left the record of its creation.",
                cancellationToken
            );
            return;
        }

        await handler.DeleteAsync(call, cancellationToken);
        session.Owners.Confirm(identity, call.Outputs);
    }

    /// <summary>Notes what an operation makes. What it repeats of its inputs may be missing.</summary>
    private void NoteMade(IResourceHandler handler, PropertyMap outputs) =>
        session.RunOutputs.Add(ResourceOutputs.Own(handler.Definition, outputs));

    /// <summary>Learns the secrets of inputs before anything can say them.</summary>
    private void Learn(params ReadOnlySpan<PropertyMap> inputs)
    {
        foreach (var map in inputs)
        {
            session.Secrets.Add(map);
        }
    }

    /// <summary>Whether what a state names exists on this host, and the state owns it.</summary>
    public async Task<bool> HasOwnAsync(
        IResourceHandler handler,
        StateCall call,
        CancellationToken cancellationToken
    )
    {
        call = call with { Identity = OriginMark.Read(call.Identity, call.Inputs) };
        return await handler.FindAsync(call, cancellationToken) is { } found
            && session.Owners.Owns(call.Identity, (call.Inputs, call.Outputs), found);
    }

    private async Task RequireOwnerAsync(
        IResourceHandler handler,
        StateCall call,
        CancellationToken cancellationToken,
        OwnedObject? known = null
    )
    {
        if ((known ?? await handler.FindAsync(call, cancellationToken)) is { } found)
        {
            session.Owners.Require(call.Identity, (call.Inputs, call.Outputs), found);
        }
    }

    private InitFailedException Tagged(
        InitFailedException failure,
        OwnerTag owner,
        ResourceIdentity identity
    ) => new(Tagged(failure.State, owner, identity), failure.Reasons, failure.InnerException);

    private ResourceState Tagged(ResourceState state, OwnerTag owner, ResourceIdentity identity)
    {
        session.Owners.Finish(identity, owner.Token);
        return state with { Outputs = Owners.Own(state.Outputs, owner) };
    }

    /// <summary>An import shares the token of an object that has one, because reading writes nothing.</summary>
    private static async Task<ResourceState> ImportedAsync(
        IResourceHandler handler,
        ResourceIdentity identity,
        ResourceState state,
        CancellationToken cancellationToken
    )
    {
        identity = OriginMark.Read(identity, state.Inputs);
        var call = new StateCall(identity, state.Id, state.Inputs, state.Outputs);
        var claim = (await handler.FindAsync(call, cancellationToken))?.Tag?.Claim;
        return state with
        {
            Inputs = OriginMark.Write(identity, state.Inputs),
            Outputs = Owners.Share(state.Outputs, claim),
        };
    }

    private static bool IsWithin(string path, string ancestor) =>
        path == ancestor
        || (
            path.StartsWith(ancestor, StringComparison.Ordinal)
            && path[ancestor.Length] is '.' or '['
        );
}
