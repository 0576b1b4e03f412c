using System.Collections.Immutable;
using Infra.NixHost.Host.Nix;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.NixImage;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixSystem;

/// <summary>Builds systems of guests and writes the disks that bring them there.</summary>
internal sealed class NixSystemHandler(ProviderSession session) : IResourceHandler
{
    private const string Role = "system";
    private readonly INixStore _store = session.Host.Store;

    /// <inheritdoc/>
    public ResourceDefinition Definition => NixSystemDefinition.Resource;

    /// <inheritdoc/>
    public Task<PropertyMap> CheckAsync(CheckCall call, CancellationToken cancellationToken) =>
        new NixSystemCheck(session).RunAsync(call, cancellationToken);

    /// <inheritdoc/>
    public Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken)
    {
        var (before, after) = (
            CheckedEvaluation.Read(call.OldInputs),
            CheckedEvaluation.Read(call.News)
        );
        if (after is not null && after == before)
        {
            return Task.FromResult(
                new DiffOutcome([
                    .. call.Changes.Select(c =>
                        c.Property == "base"
                            ? c
                            : c with
                            {
                                Impact = ChangeImpact.None,
                                Reason = "the system stays the same",
                            }
                    ),
                ])
            );
        }

        var change = CheckedEvaluation.StorePathChange(before, after);
        return Task.FromResult(new DiffOutcome([.. call.Changes, change]) { Stables = ["gcRoot"] });
    }

    /// <inheritdoc/>
    public async Task<ResourceState> CreateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        var root = RootOf(call.Identity);
        var outputs = call.IsPreview
            ? Foresee(call, root)
            : await BuildAsync(call, root, cancellationToken);
        return new(root, call.News, outputs);
    }

    /// <inheritdoc/>
    public async Task<PropertyMap> UpdateAsync(ChangeCall call, CancellationToken cancellationToken)
    {
        var outputs = (await CreateAsync(call, cancellationToken)).Outputs;
        if (!call.IsPreview)
        {
            var kept = new[] { outputs, call.OldOutputs }
                .Select(o => new InputReader(o).Text("closurePath"))
                .OfType<string>()
                .ToImmutableHashSet(StringComparer.Ordinal);
            await new ClosureDisks(session, call.Identity).PruneAsync(kept, cancellationToken);
        }

        return outputs;
    }

    /// <inheritdoc/>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        var known = new InputReader(call.Outputs);
        return
            known.Text("storePath") is { } storePath
            && await _store.IsValidAsync(storePath, cancellationToken)
            && _store.ReadRoot(RootOf(call.Identity)) == storePath
            && File.Exists(known.Text("closurePath"))
            ? new(call.Id, call.Inputs, call.Outputs)
            : null;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(StateCall call, CancellationToken cancellationToken)
    {
        _store.RemoveRoot(RootOf(call.Identity));
        return new ClosureDisks(session, call.Identity).PruneAsync(
            ImmutableHashSet<string>.Empty,
            cancellationToken
        );
    }

    private async Task<PropertyMap> BuildAsync(
        ChangeCall call,
        string root,
        CancellationToken cancellationToken
    )
    {
        var inputs = NixSystemInputs.Read(call.News);
        session.Log.Status(call.Identity.Urn, "evaluating");
        var evaluation = await session.Host.Evaluator.EvaluateSystemAsync(
            NixSystemSource.ExpressionOf(inputs, session),
            write: true,
            cancellationToken
        );
        session.Log.Status(call.Identity.Urn, "building");
        var storePath = await _store.RealiseAsync(
            evaluation.DerivationPath ?? evaluation.OutPath,
            root,
            inputs.BuildTimeout,
            new BuildProgressLines(session.Log, call.Identity.Urn),
            cancellationToken
        );
        session.Log.Status(call.Identity.Urn, "writing the disk");
        var basePath = BaseOf(inputs);
        var disk = new ClosureDisks(session, call.Identity).PathOf(storePath, basePath);
        HostDirectories.Prepare(Path.GetDirectoryName(disk)!);
        var size = await session.Host.Closures.ExportAsync(
            storePath,
            basePath,
            disk,
            inputs.BuildTimeout,
            cancellationToken
        );
        return Outputs(storePath, evaluation.DerivationPath ?? "", disk, root)
            .With("closureSize", size);
    }

    /// <summary>Exact before anything is built, but for the size; unknown where the inputs are.</summary>
    private PropertyMap Foresee(ChangeCall call, string root)
    {
        var unknown = PropertyValue.Computed.Instance;
        if (CheckedEvaluation.Read(call.News) is not { } evaluation)
        {
            return Outputs(unknown, unknown, unknown, root).With("closureSize", unknown);
        }

        var disk = Plain.HasUnknown(call.News.Get("base"))
            ? (PropertyValue)unknown
            : new ClosureDisks(session, call.Identity).PathOf(
                evaluation.OutPath,
                BaseOf(NixSystemInputs.Read(call.News))
            );
        return Outputs(evaluation.OutPath, evaluation.DerivationPath ?? "", disk, root)
            .With("closureSize", unknown);
    }

    private static PropertyMap Outputs(
        PropertyValue storePath,
        PropertyValue derivation,
        PropertyValue disk,
        string root
    ) =>
        PropertyMap.Of(
            ("storePath", storePath),
            ("derivationPath", derivation),
            ("closurePath", disk),
            ("gcRoot", root)
        );

    private string? BaseOf(NixSystemInputs inputs) =>
        inputs.Base is { } path ? _store.StorePathOf(path) : null;

    private string RootOf(ResourceIdentity identity) =>
        _store.RootPath(identity.Project, identity.Stack, identity.Urn.Value, Role);
}
