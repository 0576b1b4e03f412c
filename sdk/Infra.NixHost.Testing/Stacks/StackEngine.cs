using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Provider;
using Infra.NixHost.Provider.Hosts;
using Infra.NixHost.Provider.Log;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rpc;
using Infra.NixHost.Testing.InMemory;
using Infra.Protocol.Values;

namespace Infra.NixHost.Testing.Stacks;

/// <summary>
/// The least an engine does: keeps the state of a stack and takes each resource through Check, Diff and what follows. A new provider session for
/// every run, as engines have it.
/// </summary>
#pragma warning disable CA1001 // The hosts belong to the test: they are in memory, or it disposes of them.
internal sealed class StackEngine(IEngineLog log, string directory)
#pragma warning restore CA1001
{
    private OpenHosts? _hosts;
    private readonly List<(ResourceIdentity Identity, Step Old)> _toDelete = [];
    private bool _hasLeftOld;

    /// <summary>The resources by URN, in the order of their creation.</summary>
    public OrderedDictionary<string, Step> State { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The hosts behind ssh, by address.</summary>
    public Dictionary<string, INixHost> Elsewhere { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The session with the provider's own host.</summary>
    public ProviderSession Session => Hosts.Own.Session;

    /// <summary>The hosts of this run.</summary>
    public OpenHosts Hosts => _hosts ?? throw new InvalidOperationException("Start a run first.");

    private HostedPlanner Planner => new(Hosts);

    /// <summary>Begins another run; the engine confirms the one before unless it was killed.</summary>
    public void Start(INixHost host, TimeProvider clock, bool wasKilled = false)
    {
        if (!wasKilled)
        {
            Finish();
        }

        foreach (var session in _hosts?.Run.Sessions ?? [])
        {
            session.Owners.Dispose();
        }

        _hasLeftOld = false;
        _hosts = new(host.Options, Reach, Package.Handlers, new(log, directory, clock));

        INixHost Reach(HostOptions options) =>
            options.Ssh is not { } ssh ? host
            : Elsewhere.TryGetValue(ssh.Address, out var other) ? Reached(other, options)
            : throw new HostException(
                "host-unknown",
                $"The name of the host {ssh.Name} is not known. Add a TestHost with the address {ssh.Address} to the hosts of the test."
            );
    }

    private static INixHost Reached(INixHost host, HostOptions options)
    {
        if (host is FakeHost fake)
        {
            fake.Options = fake.Options with
            {
                Ssh = options.Ssh,
                ImageDirectory = options.ImageDirectory,
                Limits = options.Limits,
            };
        }

        return host;
    }

    /// <summary>Ends the last run, unless the state lacks what it made because the old object could not be deleted.</summary>
    public void Finish()
    {
        if (!_hasLeftOld)
        {
            _hosts?.Confirm();
        }
    }

    /// <summary>What engines are told of a failure.</summary>
    public string Tell(Exception failure, PropertyMap inputs) =>
        ErrorStatus.From(failure, inputs, Session.Secrets.Hide).Status.Detail;

    /// <summary>Takes a resource through its checks.</summary>
    /// <exception cref="CheckFailedException">The inputs are wrong.</exception>
    public async Task<PropertyMap> CheckAsync(
        ResourceIdentity identity,
        PropertyMap inputs,
        CancellationToken cancellationToken
    )
    {
        var olds = State.TryGetValue(identity.Urn.Value, out var old)
            ? old.Inputs
            : PropertyMap.Empty;
        return await CheckAsync(identity, (olds, inputs), cancellationToken);
    }

    /// <summary>Creates, changes, replaces or keeps a resource whose inputs are checked.</summary>
    /// <param name="identity">The resource.</param>
    /// <param name="news">Its checked inputs.</param>
    /// <param name="ignored">The paths whose changes do not count.</param>
    /// <param name="isPreview">Whether nothing is done.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Step> RunAsync(
        ResourceIdentity identity,
        PropertyMap news,
        ImmutableArray<string> ignored,
        bool isPreview,
        CancellationToken cancellationToken
    )
    {
        var step = await StepAsync(identity, news, ignored, isPreview, cancellationToken);
        if (!isPreview)
        {
            State[identity.Urn.Value] = step;
            await DeleteReplacedAsync(cancellationToken);
        }

        return step;
    }

    /// <summary>
    /// Replaces a resource as <c>--replace</c> and a taint do: Check gets no former inputs, and Diff is not asked.
    /// </summary>
    public async Task<Step> ForceReplaceAsync(
        ResourceIdentity identity,
        PropertyMap inputs,
        bool deletesFirst,
        bool isPreview
    )
    {
        var news = await CheckAsync(identity, (PropertyMap.Empty, inputs), default);
        var old = State[identity.Urn.Value];
        var diff = new DiffOutcome([]) { DeleteBeforeReplace = deletesFirst };
        var step = await ReplaceAsync(identity, (old, news), diff, isPreview, default);
        return isPreview ? step : State[identity.Urn.Value] = step;
    }

    /// <summary>Destroys a resource.</summary>
    public async Task DestroyAsync(ResourceIdentity identity, CancellationToken cancellationToken)
    {
        await DeleteAsync(identity, State[identity.Urn.Value], cancellationToken);
        State.Remove(identity.Urn.Value);
        await DeleteReplacedAsync(cancellationToken);
    }

    /// <summary>What exists under an id, as the option <c>import</c> and <c>Get</c> see it; <c>null</c> when there is nothing.</summary>
    public Task<ResourceState?> FindAsync(
        ResourceIdentity identity,
        string id,
        CancellationToken cancellationToken
    ) =>
        Planner.ReadAsync(
            new(identity, id, PropertyMap.Empty, PropertyMap.Empty),
            cancellationToken
        );

    /// <summary>Takes what exists under an id into the state; <c>null</c> when there is nothing.</summary>
    public async Task<Step?> ImportAsync(ResourceIdentity identity, string id) =>
        await FindAsync(identity, id, default) is { } found
            ? Keep(identity, "import", found)
            : null;

    /// <summary>Reads a resource back into the state; a gone one leaves it.</summary>
    public async Task<Step?> RefreshAsync(ResourceIdentity identity)
    {
        var old = State[identity.Urn.Value];
        var found = await Planner.ReadAsync(
            new(identity, old.Id, old.Inputs, old.Outputs),
            default
        );
        if (found is null)
        {
            State.Remove(identity.Urn.Value);
            return null;
        }

        // An engine compares what it has read with the state, backwards.
        await Planner.DiffAsync(
            (identity, found.Id),
            (found.Inputs, found.Outputs, old.Inputs),
            [],
            default
        );
        return Keep(identity, "refresh", found);
    }

    private async Task<PropertyMap> CheckAsync(
        ResourceIdentity identity,
        (PropertyMap Olds, PropertyMap News) inputs,
        CancellationToken cancellationToken
    )
    {
        var (news, failures) = await Planner.CheckAsync(identity, inputs, cancellationToken);
        return failures.IsEmpty ? news : throw new CheckFailedException(failures);
    }

    private async Task<Step> StepAsync(
        ResourceIdentity identity,
        PropertyMap news,
        ImmutableArray<string> ignored,
        bool isPreview,
        CancellationToken cancellationToken
    )
    {
        if (!State.TryGetValue(identity.Urn.Value, out var old))
        {
            return await CreateAsync(identity, news, isPreview, cancellationToken);
        }

        var diff = await Planner.DiffAsync(
            (identity, old.Id),
            (old.Inputs, old.Outputs, news),
            ignored,
            cancellationToken
        );
        if (diff.Changes.IsEmpty && old.Operation != "failed")
        {
            return old with { Operation = "same", Diff = diff };
        }

        if (diff.Changes.Any(c => c.IsReplace))
        {
            return await ReplaceAsync(identity, (old, news), diff, isPreview, cancellationToken);
        }

        var call = new ChangeCall(identity, news, isPreview)
        {
            Id = old.Id,
            OldInputs = old.Inputs,
            OldOutputs = old.Outputs,
        };
        var outputs = await KeepHalfMadeAsync(
            identity,
            () => Planner.UpdateAsync(call, cancellationToken)
        );
        return new("update", old.Id, news, outputs, diff);
    }

    private async Task<Step> ReplaceAsync(
        ResourceIdentity identity,
        (Step Old, PropertyMap News) step,
        DiffOutcome diff,
        bool isPreview,
        CancellationToken cancellationToken
    )
    {
        var (old, news) = step;
        if (diff.DeleteBeforeReplace && !isPreview)
        {
            await DeleteAsync(identity, old, cancellationToken);
        }

        Step made;
        try
        {
            made = await CreateAsync(identity, news, isPreview, cancellationToken);
        }
        catch (InitFailedException) when (!diff.DeleteBeforeReplace)
        {
            // The half-made one is the resource now, and the old one is deleted by a run that succeeds.
            _toDelete.Add((identity, old));
            throw;
        }

        if (!diff.DeleteBeforeReplace && !isPreview)
        {
            await DeleteOldAsync(identity, old, cancellationToken);
        }

        return made with
        {
            Operation = "replace",
            Diff = diff,
        };
    }

    private async Task<Step> CreateAsync(
        ResourceIdentity identity,
        PropertyMap news,
        bool isPreview,
        CancellationToken cancellationToken
    )
    {
        var made = await KeepHalfMadeAsync(
            identity,
            () => Planner.CreateAsync(new(identity, news, isPreview), cancellationToken)
        );
        return new("create", made.Id, news, made.Outputs, null);
    }

    /// <summary>A resource that exists but not as wanted is in the state with its failure.</summary>
    private async Task<T> KeepHalfMadeAsync<T>(ResourceIdentity identity, Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        catch (InitFailedException e)
        {
            Keep(identity, "failed", e.State);
            throw;
        }
    }

    /// <summary>Real engines remember what is left to delete; this one is killed, and the next run replaces again.</summary>
    private async Task DeleteOldAsync(
        ResourceIdentity identity,
        Step old,
        CancellationToken cancellationToken
    )
    {
        _hasLeftOld = true;
        await DeleteAsync(identity, old, cancellationToken);
        _hasLeftOld = false;
    }

    private async Task DeleteReplacedAsync(CancellationToken cancellationToken)
    {
        while (_toDelete is [.., var (identity, old)])
        {
            await DeleteAsync(identity, old, cancellationToken);
            _toDelete.RemoveAt(_toDelete.Count - 1);
        }
    }

    private Step Keep(ResourceIdentity identity, string operation, ResourceState found) =>
        State[identity.Urn.Value] = new(operation, found.Id, found.Inputs, found.Outputs, null);

    private Task DeleteAsync(
        ResourceIdentity identity,
        Step old,
        CancellationToken cancellationToken
    ) => Planner.DeleteAsync(new(identity, old.Id, old.Inputs, old.Outputs), cancellationToken);
}
