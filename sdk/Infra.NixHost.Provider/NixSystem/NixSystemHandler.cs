using System.Collections.Immutable;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.NixImage;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixSystem;

/// <summary>Builds systems for guests and writes the disks that deliver them.</summary>
internal sealed class NixSystemHandler(ProviderSession session) : IResourceHandler
{
    private const string Role = "system";
    private readonly INixStore _store = session.Host.Store;
    private readonly OwnedRoots _roots = new(session, Role);

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
        if (after is not null && before is not null && IsSame(before, after))
        {
            var same = call.Changes.Select(c =>
                c.Property == "base"
                    ? c
                    : c with
                    {
                        Impact = ChangeImpact.None,
                        Reason = "the system stays the same",
                    }
            );
            ImmutableArray<PropertyChange> changes =
            [
                .. same,
                .. _roots.LostRoot(call) is { } lost
                    ? [lost]
                    : ImmutableArray<PropertyChange>.Empty,
            ];
            return Task.FromResult(new DiffOutcome(ImportedInputs.Forgive(call, changes)));
        }

        var change = CheckedEvaluation.StorePathChange(before, after) with
        {
            Reason = SwitchInhibitors.Announce(session.Host.Files, before, after),
        };
        return Task.FromResult(new DiffOutcome([.. call.Changes, change]) { Stables = ["gcRoot"] });
    }

    /// <inheritdoc/>
    public async Task<ResourceState> CreateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        var root = _roots.Of(call);
        if (call.IsPreview)
        {
            return new(root, call.News, Foresee(call, root));
        }

        var outputs = await _roots.ClaimAsync(
            root,
            call,
            () => BuildAsync(call, root, cancellationToken)
        );
        _roots.Describe(root, call.News, outputs);
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
            await DisksOf(call.Identity, call.Id).PruneAsync(kept, cancellationToken);
        }

        return outputs;
    }

    /// <inheritdoc/>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        if (call.Inputs.Count == 0)
        {
            call = _roots.Recorded(call) ?? call;
        }

        var known = new InputReader(call.Outputs);
        if (known.Text("storePath") is not { Length: > 0 } storePath)
        {
            return null;
        }

        var outputs = await _roots.InspectAsync(call, storePath, cancellationToken);
        if (known.Text("closurePath") is { } disk && !session.Host.Files.IsFile(disk))
        {
            await session.Log.WarnAsync(
                call.Identity.Urn,
                $"The disk {disk} is gone; the next up writes it again.",
                cancellationToken
            );
            outputs = outputs.With("gcRoot", "");
        }

        return new(call.Id, call.Inputs, outputs);
    }

    /// <inheritdoc/>
    public Task<OwnedObject?> FindAsync(StateCall call, CancellationToken cancellationToken) =>
        Task.FromResult(_roots.Find(call));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedObject>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_roots.List());

    /// <inheritdoc/>
    public Task DeleteAsync(StateCall call, CancellationToken cancellationToken)
    {
        _roots.Remove(call.Id);
        return DisksOf(call.Identity, call.Id)
            .PruneAsync(ImmutableHashSet<string>.Empty, cancellationToken);
    }

    /// <summary>Whether it is the same system. States of older versions lack what hinders a switch.</summary>
    private static bool IsSame(NixEvaluation before, NixEvaluation after) =>
        before with { SwitchInhibitors = "" } == after with { SwitchInhibitors = "" };

    private async Task<PropertyMap> BuildAsync(
        ChangeCall call,
        string root,
        CancellationToken cancellationToken
    )
    {
        var inputs = NixSystemInputs.Read(call.News);
        session.Log.Status(call.Identity.Urn, "evaluating");
        var evaluation = await session.Evaluator.EvaluateSystemAsync(
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
        var disk = DisksOf(call.Identity, root).PathOf(storePath, basePath);
        HostDirectories.PrepareFor(session.Host.Files, disk);
        if (basePath is not null)
        {
            await new ImageDelivery(session).BringAsync(
                call.Identity.Urn,
                basePath,
                cancellationToken
            );
        }

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

    /// <summary>Predicts the outputs: exact except for the size, and unknown where inputs are unknown.</summary>
    private PropertyMap Foresee(ChangeCall call, string root)
    {
        var unknown = PropertyValue.Computed.Instance;
        if (CheckedEvaluation.Read(call.News) is not { } evaluation)
        {
            return Outputs(unknown, unknown, unknown, root).With("closureSize", unknown);
        }

        var disk = PropertyContent.HasUnknown(call.News.Get("base"))
            ? (PropertyValue)unknown
            : DisksOf(call.Identity, root)
                .PathOf(evaluation.OutPath, BaseOf(NixSystemInputs.Read(call.News)));
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

    /// <summary>The disks of one root: another root of the same urn is of a resource that is replaced, or of another state.</summary>
    private ClosureDisks DisksOf(ResourceIdentity identity, string root) =>
        new(
            session,
            identity,
            root == identity.RootPath(_store, Role) ? "" : Path.GetFileName(root)
        );

    private string? BaseOf(NixSystemInputs inputs) =>
        inputs.Base is { } path ? _store.StorePathOf(path) : null;
}
