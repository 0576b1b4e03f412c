using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Rpc;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Finds what a provider lists and a program could declare without a change.</summary>
/// <param name="context">The stack; what it has already is left out.</param>
/// <param name="provider">The provider, configured.</param>
/// <param name="stack">The urn of the stack, the parent of what is imported.</param>
internal sealed class ImportableObjects(
    PlanningContext context,
    IPackageProvider provider,
    Urn? stack
)
{
    private const int SeedSize = 32;
    private static readonly PropertyMap Foreign = PropertyMap.Of(("owned", false), ("unfit", true));
    private readonly HashSet<Urn> _taken = [.. context.Olds.All.Select(slot => slot.Urn)];
    private readonly HashSet<(string Type, string Id)> _known =
    [
        .. context.Olds.All.Select(slot => (slot.State.Type, slot.State.Id)),
    ];

    /// <summary>Fills the answer of a search. Every object is read, checked and compared, as a program's preview would.</summary>
    /// <exception cref="InfraException">The package lists nothing, or not the type that is asked for.</exception>
    public async Task FindAsync(ImportSearch search)
    {
        var lists =
            provider as IListingProvider
            ?? throw new InfraException($"The package '{search.Package}' lists nothing.");
        var found = ImmutableArray.CreateBuilder<ImportSpec>();
        var unfit = ImmutableArray.CreateBuilder<(ImportSpec, string)>();
        foreach (
            var (type, query) in Listable(
                search,
                await lists.ReadSchemaAsync(CancellationToken.None)
            )
        )
        {
            foreach (var (id, name) in await lists.ListAsync(type, query, CancellationToken.None))
            {
                if (_known.Contains((type, id)))
                {
                    continue;
                }

                var urn = UrnOf(type, name);
                var spec = new ImportSpec
                {
                    Type = type,
                    Name = urn.Name,
                    Id = id,
                    Provider = search.Provider,
                    Protect = search.Protect,
                };
                if (await ObstacleAsync(urn, id) is { } obstacle)
                {
                    unfit.Add((spec, obstacle));
                }
                else
                {
                    found.Add(spec);
                }
            }
        }

        (search.Found, search.Unfit) = (found.ToImmutable(), unfit.ToImmutable());
    }

    /// <summary>The types that have lists, with a query that leaves out what a stack owns and keeps what an import refuses.</summary>
    private static List<(string Type, PropertyMap Query)> Listable(
        ImportSearch search,
        string schema
    )
    {
        using var document = JsonDocument.Parse(schema.Length > 0 ? schema : "{}");
        var listable = new List<(string, PropertyMap)>();
        if (document.RootElement.TryGetProperty("resources", out var resources))
        {
            listable.AddRange(
                resources
                    .EnumerateObject()
                    .Where(r => search.Type is null || r.Name == search.Type)
                    .Where(r => r.Value.TryGetProperty("listInputs", out _))
                    .Select(r => (r.Name, Query(r.Value.GetProperty("listInputs"))))
            );
        }

        return listable.Count > 0
            ? listable
            : throw new InfraException(
                $"The package '{search.Package}' has no list of {search.Type ?? "anything"}. "
                    + $"`pulumi package info {search.Package}` shows its resources."
            );
    }

    private static PropertyMap Query(JsonElement inputs)
    {
        var known = inputs.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(p => p.Name).ToHashSet(StringComparer.Ordinal)
            : [];
        return PropertyMap.Create(Foreign.Where(wanted => known.Contains(wanted.Key)));
    }

    /// <summary>A urn that nothing else has. Two volumes of one name may lie in two pools.</summary>
    private Urn UrnOf(string type, string name)
    {
        var urn = Of(name);
        for (var i = 2; !_taken.Add(urn); i++)
        {
            urn = Of(string.Create(CultureInfo.InvariantCulture, $"{name}-{i}"));
        }

        return urn;

        Urn Of(string given) => Urn.Create(context.Stack, context.Project, stack, type, given);
    }

    /// <summary>The reason why a program cannot declare an object as it is; <c>null</c> if one can.</summary>
    private async Task<string?> ObstacleAsync(Urn urn, string id)
    {
        try
        {
            var read = await provider.ReadAsync(
                new(urn, id, Inputs: null, Outputs: null, Timeout: 0),
                CancellationToken.None
            );
            if (read.Id.Length == 0 || read.Inputs is not { } inputs)
            {
                return "it is gone, or its provider does not say how it was made";
            }

            var written = PropertyMap.Create(
                inputs.Where(i => !i.Key.StartsWith("__", StringComparison.Ordinal))
            );
            var check = await provider.CheckAsync(
                new(urn, inputs, written, new byte[SeedSize]),
                CancellationToken.None
            );
            return check.Failures is [var failure, ..]
                ? $"{failure.Property}: {failure.Reason}"
                : await ChangeAsync(urn, read, inputs, check.Inputs);
        }
        // A provider that ended is no obstacle of this object, and the objects after it could not be read either.
        catch (ProviderException e)
            when (e.InnerException is not RpcException broken || !LocalChannel.IsBroken(broken))
        {
            return e.Message;
        }
    }

    private async Task<string?> ChangeAsync(
        Urn urn,
        OperationResult read,
        PropertyMap inputs,
        PropertyMap news
    )
    {
        var diff = await provider.DiffAsync(
            new()
            {
                Urn = urn,
                Id = read.Id,
                OldInputs = inputs,
                OldOutputs = read.Outputs,
                NewInputs = news,
            },
            CancellationToken.None
        );
        var keys = diff.DetailedDiff?.Keys ?? diff.ChangedKeys.AsEnumerable();
        return diff.Changes == DiffChanges.Some
            ? $"no program declares it as it is; an up would change {string.Join(", ", keys)}"
            : null;
    }
}
