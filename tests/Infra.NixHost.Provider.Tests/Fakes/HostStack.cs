using System.Collections.Immutable;
using Infra.NixHost.Host;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Fakes;

/// <summary>
/// The least an engine does: keeps the state of a stack and takes each resource through Check, Diff and what follows. A new provider process for
/// every run, as engines have it.
/// </summary>
internal partial class HostStack
{
    private readonly Dictionary<string, Step> _state = new(StringComparer.Ordinal);
    private readonly INixHost _host;
    private ProviderSession? _session;
    private bool _isKilled;
    private (INixHost Host, TimeProvider Clock) _seen;
    private HandlerSet _handlers = null!;

    /// <param name="host">Where the resources live.</param>
    /// <param name="directory">The program's directory.</param>
    public HostStack(INixHost host, string directory)
    {
        _host = host;
        Directory = directory;
        Restart();
    }

    public string Directory { get; }

    /// <summary>The stack's name; a change renames the resources of the state too.</summary>
    public string Name { get; private set; } = "dev";

    private ResourcePlanner Planner =>
        new(_session ?? throw new InvalidOperationException("There is no session."));

    public RecordingLog Log { get; } = new();

    /// <summary>Begins another run: a new provider process.</summary>
    public void Restart() => Restart(_host);

    /// <summary>Begins another run that sees the host through <paramref name="host"/>.</summary>
    public void Restart(INixHost host) => Restart(host, TimeProvider.System);

    /// <summary>Begins another run with a clock of the test's.</summary>
    public void Restart(TimeProvider clock) => Restart(_host, clock);

    /// <summary>Begins another run after the engine was killed, which confirms nothing.</summary>
    public void Kill()
    {
        _isKilled = true;
        Restart();
    }

    private void Restart(INixHost host, TimeProvider clock)
    {
        _seen = (host, clock);
        if (!_isKilled)
        {
            _session?.Owners.Confirm();
        }

        _isKilled = false;
        _session = ProviderSession.Start(host, Log, Directory, clock);
        _handlers = Package.Handlers(_session);
    }

    private ResourceIdentity Identify(string type, string name) =>
        new(Urn.Create(Name, "lab", null, $"nixhost:index:{type}", name));

    public static ResourceIdentity IdentityOf(string type, string name) =>
        new(Urn.Create("dev", "lab", null, $"nixhost:index:{type}", name));

    /// <summary>A file in the program's directory.</summary>
    public string Write(string path, string content)
    {
        var full = Path.Combine(Directory, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    public async Task<ImmutableArray<(string Path, string Reason)>> FailuresOfAsync(
        string type,
        string name,
        PropertyMap inputs
    )
    {
        try
        {
            await CheckAsync(Identify(type, name), inputs);
            return [];
        }
        catch (CheckFailedException e)
        {
            return e.Failures;
        }
    }

    public Task<Step> PreviewAsync(string type, string name, PropertyMap inputs) =>
        RunAsync(type, name, inputs, isPreview: true, default);

    public Task<Step> UpAsync(
        string type,
        string name,
        PropertyMap inputs,
        CancellationToken cancellationToken = default
    ) => RunAsync(type, name, inputs, isPreview: false, cancellationToken);

    /// <summary>
    /// Replaces a resource as <c>--replace</c> and a taint do: Check gets no former inputs, and Diff is not asked.
    /// </summary>
    public async Task<Step> ForceReplaceAsync(
        string type,
        string name,
        PropertyMap inputs,
        bool deletesFirst,
        bool isPreview = false
    )
    {
        var identity = Identify(type, name);
        var (news, failures) = await Planner.CheckAsync(
            _handlers.For(identity.Urn),
            identity,
            (PropertyMap.Empty, inputs),
            default
        );
        var old = _state[identity.Urn.Value];
        var diff = new DiffOutcome([]) { DeleteBeforeReplace = deletesFirst };
        var step = failures.IsEmpty
            ? await ReplaceAsync(identity, (old, news), diff, isPreview, default)
            : throw new CheckFailedException(failures);
        return isPreview ? step : _state[identity.Urn.Value] = step;
    }

    /// <summary>Destroys a resource, in a run of its own.</summary>
    public async Task DestroyAsync(string type, string name)
    {
        Restart(_seen.Host, _seen.Clock);
        var identity = Identify(type, name);
        await DeleteAsync(identity, _state[identity.Urn.Value]);
        _state.Remove(identity.Urn.Value);
    }

    /// <summary>Takes what exists under an id into the state, as the option `import` does; <c>null</c> when there is nothing.</summary>
    public async Task<Step?> ImportAsync(string type, string name, string id)
    {
        var identity = Identify(type, name);
        var found = await Planner.ReadAsync(
            _handlers.For(identity.Urn),
            new(identity, id, PropertyMap.Empty, PropertyMap.Empty),
            default
        );
        return found is null ? null : Keep(identity, "import", found);
    }

    /// <summary>Reads a resource back into the state; a gone one leaves it.</summary>
    public async Task<Step?> RefreshAsync(string type, string name)
    {
        var identity = Identify(type, name);
        var old = _state[identity.Urn.Value];
        var found = await Planner.ReadAsync(
            _handlers.For(identity.Urn),
            new(identity, old.Id, old.Inputs, old.Outputs),
            default
        );
        if (found is null)
        {
            _state.Remove(identity.Urn.Value);
            return null;
        }

        // An engine compares what it has read with the state, backwards.
        await Planner.DiffAsync(
            _handlers.For(identity.Urn),
            (identity, found.Id),
            (found.Inputs, found.Outputs, old.Inputs),
            [],
            default
        );
        return Keep(identity, "refresh", found);
    }

    private async Task<Step> RunAsync(
        string type,
        string name,
        PropertyMap inputs,
        bool isPreview,
        CancellationToken cancellationToken
    )
    {
        var identity = Identify(type, name);
        var news = await CheckAsync(identity, inputs);
        var step = await StepAsync(identity, news, isPreview, cancellationToken);
        if (!isPreview)
        {
            _state[identity.Urn.Value] = step;
        }

        return step;
    }

    private async Task<Step> StepAsync(
        ResourceIdentity identity,
        PropertyMap news,
        bool isPreview,
        CancellationToken cancellationToken
    )
    {
        var handler = _handlers.For(identity.Urn);
        if (!_state.TryGetValue(identity.Urn.Value, out var old))
        {
            return await CreateAsync(handler, identity, news, isPreview, cancellationToken);
        }

        var diff = await Planner.DiffAsync(
            handler,
            (identity, old.Id),
            (old.Inputs, old.Outputs, news),
            [],
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
            () => Planner.UpdateAsync(handler, call, cancellationToken)
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
        var ((old, news), handler) = (step, _handlers.For(identity.Urn));
        if (diff.DeleteBeforeReplace && !isPreview)
        {
            await DeleteAsync(identity, old);
        }

        var made = await CreateAsync(handler, identity, news, isPreview, cancellationToken);
        if (!diff.DeleteBeforeReplace && !isPreview)
        {
            await DeleteOldAsync(identity, old);
        }

        return made with
        {
            Operation = "replace",
            Diff = diff,
        };
    }

    private async Task<Step> CreateAsync(
        IResourceHandler handler,
        ResourceIdentity identity,
        PropertyMap news,
        bool isPreview,
        CancellationToken cancellationToken
    )
    {
        var made = await KeepHalfMadeAsync(
            identity,
            () => Planner.CreateAsync(handler, new(identity, news, isPreview), cancellationToken)
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
    private async Task DeleteOldAsync(ResourceIdentity identity, Step old)
    {
        try
        {
            await DeleteAsync(identity, old);
        }
        catch
        {
            _isKilled = true;
            throw;
        }
    }

    private Step Keep(ResourceIdentity identity, string operation, ResourceState found) =>
        _state[identity.Urn.Value] = new(operation, found.Id, found.Inputs, found.Outputs, null);

    private Task DeleteAsync(ResourceIdentity identity, Step old) =>
        Planner.DeleteAsync(
            _handlers.For(identity.Urn),
            new(identity, old.Id, old.Inputs, old.Outputs),
            default
        );

    private async Task<PropertyMap> CheckAsync(ResourceIdentity identity, PropertyMap inputs)
    {
        var olds = _state.TryGetValue(identity.Urn.Value, out var old)
            ? old.Inputs
            : PropertyMap.Empty;
        var (news, failures) = await Planner.CheckAsync(
            _handlers.For(identity.Urn),
            identity,
            (olds, inputs),
            default
        );
        return failures.IsEmpty ? news : throw new CheckFailedException(failures);
    }
}
