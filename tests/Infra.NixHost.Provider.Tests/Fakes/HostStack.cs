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
internal class HostStack
{
    private readonly Dictionary<string, Step> _state = new(StringComparer.Ordinal);
    private readonly INixHost _host;
    private ProviderSession _session = null!;
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
    public RecordingLog Log { get; } = new();

    /// <summary>Begins another run: a new provider process.</summary>
    public void Restart() => Restart(_host);

    /// <summary>Begins another run that sees the host through <paramref name="host"/>.</summary>
    public void Restart(INixHost host) => Restart(host, TimeProvider.System);

    /// <summary>Begins another run with a clock of the test's.</summary>
    public void Restart(TimeProvider clock) => Restart(_host, clock);

    private void Restart(INixHost host, TimeProvider clock)
    {
        _session = new ProviderSession(host, Log, Directory, clock);
        _handlers = Package.Handlers(_session);
    }

    /// <summary>Forgets a resource, as an engine that was killed before it wrote its state.</summary>
    public void Forget(string type, string name) => _state.Remove(IdentityOf(type, name).Urn.Value);

    public Step StateOf(string type, string name) => _state[IdentityOf(type, name).Urn.Value];

    public bool Has(string type, string name) =>
        _state.ContainsKey(IdentityOf(type, name).Urn.Value);

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
            await CheckAsync(IdentityOf(type, name), inputs);
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

    public async Task DestroyAsync(string type, string name)
    {
        var identity = IdentityOf(type, name);
        await DeleteAsync(identity, _state[identity.Urn.Value]);
        _state.Remove(identity.Urn.Value);
    }

    /// <summary>Takes what exists under an id into the state, as the option `import` does; <c>null</c> when there is nothing.</summary>
    public async Task<Step?> ImportAsync(string type, string name, string id)
    {
        var identity = IdentityOf(type, name);
        var found = await _handlers
            .For(identity.Urn)
            .ReadAsync(new(identity, id, PropertyMap.Empty, PropertyMap.Empty), default);
        return found is null
            ? null
            : _state[identity.Urn.Value] = new(
                "import",
                found.Id,
                found.Inputs,
                found.Outputs,
                null
            );
    }

    /// <summary>Reads a resource back into the state; a gone one leaves it.</summary>
    public async Task<Step?> RefreshAsync(string type, string name)
    {
        var identity = IdentityOf(type, name);
        var old = _state[identity.Urn.Value];
        var found = await _handlers
            .For(identity.Urn)
            .ReadAsync(new(identity, old.Id, old.Inputs, old.Outputs), default);
        if (found is null)
        {
            _state.Remove(identity.Urn.Value);
            return null;
        }

        return _state[identity.Urn.Value] = new(
            "refresh",
            found.Id,
            found.Inputs,
            found.Outputs,
            null
        );
    }

    private async Task<Step> RunAsync(
        string type,
        string name,
        PropertyMap inputs,
        bool isPreview,
        CancellationToken cancellationToken
    )
    {
        var identity = IdentityOf(type, name);
        var news = await CheckAsync(identity, inputs);
        var step = await StepAsync(identity, news, isPreview, cancellationToken);
        if (!isPreview)
            _state[identity.Urn.Value] = step;
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
            return await CreateAsync(handler, identity, news, isPreview, cancellationToken);
        var diff = await new ResourcePlanner(_session).DiffAsync(
            handler,
            (identity, old.Id),
            (old.Inputs, old.Outputs, news),
            [],
            cancellationToken
        );
        if (diff.Changes.IsEmpty && old.Operation != "failed")
            return old with { Operation = "same", Diff = diff };
        if (!diff.Changes.Any(c => c.IsReplace))
        {
            var call = new ChangeCall(identity, news, isPreview)
            {
                Id = old.Id,
                OldInputs = old.Inputs,
                OldOutputs = old.Outputs,
            };
            return new(
                "update",
                old.Id,
                news,
                await new ResourcePlanner(_session).UpdateAsync(handler, call, cancellationToken),
                diff
            );
        }

        if (diff.DeleteBeforeReplace && !isPreview)
            await DeleteAsync(identity, old);
        var made = await CreateAsync(handler, identity, news, isPreview, cancellationToken);
        if (!diff.DeleteBeforeReplace && !isPreview)
            await DeleteAsync(identity, old);
        return made with { Operation = "replace", Diff = diff };
    }

    private async Task<Step> CreateAsync(
        IResourceHandler handler,
        ResourceIdentity identity,
        PropertyMap news,
        bool isPreview,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var made = await new ResourcePlanner(_session).CreateAsync(
                handler,
                new(identity, news, isPreview),
                cancellationToken
            );
            return new("create", made.Id, news, made.Outputs, null);
        }
        catch (InitFailedException e)
        {
            _state[identity.Urn.Value] = new(
                "failed",
                e.State.Id,
                e.State.Inputs,
                e.State.Outputs,
                null
            );
            throw;
        }
    }

    private Task DeleteAsync(ResourceIdentity identity, Step old) =>
        _handlers
            .For(identity.Urn)
            .DeleteAsync(new(identity, old.Id, old.Inputs, old.Outputs), default);

    private async Task<PropertyMap> CheckAsync(ResourceIdentity identity, PropertyMap inputs)
    {
        var olds = _state.TryGetValue(identity.Urn.Value, out var old)
            ? old.Inputs
            : PropertyMap.Empty;
        var (news, failures) = await new ResourcePlanner(_session).CheckAsync(
            _handlers.For(identity.Urn),
            identity,
            (olds, inputs),
            default
        );
        return failures.IsEmpty ? news : throw new CheckFailedException(failures);
    }
}
