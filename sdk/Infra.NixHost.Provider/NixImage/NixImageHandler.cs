using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>Builds images and roots them.</summary>
internal sealed class NixImageHandler(ProviderSession session) : IResourceHandler
{
    private const string Role = "image";
    private readonly INixStore _store = session.Host.Store;
    private readonly NixImageOutputs _outputs = new(session);
    private readonly OwnedRoots _roots = new(session, Role);

    /// <inheritdoc/>
    public ResourceDefinition Definition => NixImageDefinition.Resource;

    /// <inheritdoc/>
    public Task<PropertyMap> CheckAsync(CheckCall call, CancellationToken cancellationToken) =>
        new NixImageCheck(session).RunAsync(call, cancellationToken);

    /// <inheritdoc/>
    public async Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken)
    {
        var (before, after) = (
            CheckedEvaluation.Read(call.OldInputs),
            CheckedEvaluation.Read(call.News)
        );
        if (after is not null && after == before)
        {
            ImmutableArray<PropertyChange> same =
            [
                .. call.Changes.Select(c =>
                    c with
                    {
                        Impact = ChangeImpact.None,
                        Reason = "the image stays the same",
                    }
                ),
                .. _roots.LostRoot(call) is { } lost
                    ? [lost]
                    : ImmutableArray<PropertyChange>.Empty,
            ];
            return new(ImportedInputs.Forgive(call, same));
        }

        var change = CheckedEvaluation.StorePathChange(before, after);
        var note = after is null
            ? ""
            : await DescribeBuildAsync(call.News, after, cancellationToken);
        return new([.. call.Changes, change])
        {
            Notes = note.Length == 0 ? [] : [note],
            Stables = ["gcRoot"],
        };
    }

    /// <inheritdoc/>
    public async Task<ResourceState> CreateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        var root = _roots.Of(call);
        var evaluation = CheckedEvaluation.Read(call.News);
        var outputs = call.IsPreview
            ? await _outputs.ForeseeAsync(evaluation, root, cancellationToken)
            : await _roots.ClaimAsync(
                root,
                call,
                () => RealiseAsync(call, evaluation, root, cancellationToken)
            );
        return new(root, call.News, outputs);
    }

    /// <inheritdoc/>
    public async Task<PropertyMap> UpdateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    ) => (await CreateAsync(call, cancellationToken)).Outputs;

    /// <inheritdoc/>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        if (call.Inputs.Count == 0)
        {
            return await new NixImageImport(session).ReadAsync(
                call,
                _roots.ChooseForImport(call.Identity),
                cancellationToken
            );
        }

        var known = new InputReader(call.Outputs);
        if (known.Text("storePath") is not { Length: > 0 } storePath)
        {
            return known.Text("imagePath") is { } image && session.Host.Files.IsFile(image)
                ? new(call.Id, call.Inputs, call.Outputs)
                : null;
        }

        var outputs = await _roots.InspectAsync(call, storePath, cancellationToken);
        if (await _store.IsValidAsync(storePath, cancellationToken))
        {
            await WarnOfOtherBytesAsync(call, storePath, cancellationToken);
        }

        return new(call.Id, call.Inputs, outputs);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedObject>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_roots.List());

    /// <inheritdoc/>
    public Task<OwnedObject?> FindAsync(StateCall call, CancellationToken cancellationToken) =>
        Task.FromResult(_roots.Find(call));

    /// <inheritdoc/>
    public Task DeleteAsync(StateCall call, CancellationToken cancellationToken)
    {
        _roots.Remove(call.Id);
        return Task.CompletedTask;
    }

    private async Task<PropertyMap> RealiseAsync(
        ChangeCall call,
        NixEvaluation? evaluation,
        string root,
        CancellationToken cancellationToken
    )
    {
        var inputs = NixImageInputs.Read(call.News);
        if (NixImageSource.ExpressionOf(inputs, session) is { } expression)
        {
            session.Log.Status(call.Identity.Urn, "evaluating");
            evaluation = await session.Evaluator.EvaluateAsync(
                expression,
                write: true,
                cancellationToken
            );
        }

        var path =
            evaluation?.DerivationPath
            ?? evaluation?.OutPath
            ?? session.Resolve(inputs.StorePath ?? "");
        if (evaluation?.DerivationPath is null && _store.StorePathOf(path) is null)
        {
            return await _outputs.OfPlainFileAsync(
                session.Host.Images.FindImage(path, evaluation?.FileName),
                cancellationToken
            );
        }

        session.Log.Status(call.Identity.Urn, "building");
        var storePath = await _store.RealiseAsync(
            path,
            root,
            inputs.BuildTimeout,
            Progress(call.Identity),
            cancellationToken
        );
        return await _outputs.OfStorePathAsync(storePath, evaluation, root, cancellationToken);
    }

    private BuildProgressLines Progress(ResourceIdentity identity) =>
        new(session.Log, identity.Urn);

    /// <summary>Describes what will be built. The plan needs the derivation in the store, so it is made only for a changed image.</summary>
    private async Task<string> DescribeBuildAsync(
        PropertyMap news,
        NixEvaluation evaluation,
        CancellationToken cancellationToken
    )
    {
        if (
            evaluation.DerivationPath is not { } derivation
            || NixImageSource.ExpressionOf(NixImageInputs.Read(news), session) is not { } expression
        )
        {
            return "";
        }

        await session.Evaluator.EvaluateAsync(expression, write: true, cancellationToken);
        var plan = await _store.PlanAsync(derivation, cancellationToken);
        return $"image will be rebuilt: {Count(plan.Builds, "derivation")} to build, {Count(plan.Fetches, "store path")} to fetch";
    }

    private static string Count(int count, string noun) =>
        $"{count} {noun}{(count == 1 ? "" : "s")}";

    private async Task WarnOfOtherBytesAsync(
        StateCall call,
        string storePath,
        CancellationToken cancellationToken
    )
    {
        var known = new InputReader(call.Outputs).Text("narHash");
        var hash = await _store.QueryHashAsync(storePath, cancellationToken);
        if (!string.IsNullOrEmpty(known) && known != hash)
        {
            await session.Log.WarnAsync(
                call.Identity.Urn,
                $"The image {storePath} was built again with other bytes ({hash} instead of {known}): overlays made on the former bytes are "
                    + "broken. Replace them.",
                cancellationToken
            );
        }
    }
}
