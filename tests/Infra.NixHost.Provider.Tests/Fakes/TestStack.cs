using System.Collections.Immutable;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Fakes;

/// <summary>
/// The least an engine does: keeps the state of a stack and takes each resource through Check, Diff and what follows. A new provider process for
/// every run, as engines have it.
/// </summary>
internal sealed class TestStack : IDisposable
{
    private readonly Dictionary<string, Step> _state = new(StringComparer.Ordinal);
    private ProviderSession _session;
    private HandlerSet _handlers;

    public TestStack()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("nixhost-test-").FullName;
        Host = new(Directory);
        (_session, _handlers) = Connect();
    }

    public string Directory { get; }
    public FakeHost Host { get; }
    public RecordingLog Log { get; } = new();

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    /// <summary>Begins another run: a new provider process.</summary>
    public void Restart() => (_session, _handlers) = Connect();

    /// <summary>Forgets a resource, as an engine that was killed before it wrote its state.</summary>
    public void Forget(string type, string name) => _state.Remove(IdentityOf(type, name).Urn.Value);

    public Step StateOf(string type, string name) => _state[IdentityOf(type, name).Urn.Value];

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
                await handler.UpdateAsync(call, cancellationToken),
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
            var made = await handler.CreateAsync(new(identity, news, isPreview), cancellationToken);
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

    private (ProviderSession, HandlerSet) Connect()
    {
        var session = new ProviderSession(Host, Log, Directory, TimeProvider.System);
        return (session, Package.Handlers(session));
    }
}
