using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// Check and Diff as they are for every resource: definitions first, then the handler's own judgement. And what is made is known to those who need it.
/// </summary>
internal sealed class ResourcePlanner(ProviderSession session)
{
    /// <summary>The checked inputs, or what is wrong with them.</summary>
    public async Task<(
        PropertyMap Inputs,
        ImmutableArray<(string Path, string Reason)> Failures
    )> CheckAsync(
        IResourceHandler handler,
        ResourceIdentity identity,
        (PropertyMap Olds, PropertyMap News) inputs,
        CancellationToken cancellationToken
    )
    {
        if (inputs.Olds.Count > 0)
        {
            session.Known.Note(identity);
        }

        var failures = new CheckFailures();
        var news = new InputCheck(failures).Check(handler.Definition.Inputs, inputs.News);
        if (failures.AreNone)
        {
            news = await handler.CheckAsync(
                new(identity, inputs.Olds, news, failures),
                cancellationToken
            );
        }

        return (news, failures.Found);
    }

    /// <summary>What changes and what that does; tells the user when something changes.</summary>
    public async Task<DiffOutcome> DiffAsync(
        IResourceHandler handler,
        (ResourceIdentity Identity, string Id) resource,
        (PropertyMap OldInputs, PropertyMap OldOutputs, PropertyMap News) state,
        ImmutableArray<string> ignored,
        CancellationToken cancellationToken
    )
    {
        var identity = resource.Identity;
        session.Known.Note(identity, resource.Id);
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
            var lines = outcome.Changes.Select(c => c.Describe()).Concat(outcome.Notes);
            await session.Log.InfoAsync(identity.Urn, string.Join('\n', lines), cancellationToken);
        }

        return outcome;
    }

    /// <summary>Creates a resource, or foresees it in a preview.</summary>
    public async Task<ResourceState> CreateAsync(
        IResourceHandler handler,
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        var made = await handler.CreateAsync(call, cancellationToken);
        session.Announced.Note(made.Outputs);
        return made;
    }

    /// <summary>Changes a resource, or foresees it in a preview.</summary>
    public async Task<PropertyMap> UpdateAsync(
        IResourceHandler handler,
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        var outputs = await handler.UpdateAsync(call, cancellationToken);
        session.Announced.Note(outputs);
        return outputs;
    }

    private static bool IsWithin(string path, string ancestor) =>
        path == ancestor
        || (
            path.StartsWith(ancestor, StringComparison.Ordinal)
            && path[ancestor.Length] is '.' or '['
        );
}
