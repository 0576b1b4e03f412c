using Infra.Engine.Deployment.Resources;
using Infra.Engine.Goals;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;
using Infra.Engine.Values.Assets;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>A goal on its way to steps.</summary>
internal sealed class PlannedGoal(
    Registration.Resource registration,
    ResourceState state,
    ResourceSlot? old
)
{
    public Registration.Resource Registration => registration;

    public ResourceGoal Goal => registration.Goal;

    public Urn Urn => New.Urn;

    /// <summary>The new state; its inputs are the program's until they are checked.</summary>
    public ResourceState New { get; set; } = state;

    /// <summary>The old state; <c>null</c> for a new resource.</summary>
    public ResourceSlot? Old { get; set; } = old;

    /// <summary>The resource's provider; <c>null</c> for a component.</summary>
    public IResourceProvider? Provider { get; set; }

    /// <summary>Whether this run deleted the resource earlier, because of its dependencies.</summary>
    public bool IsRecreated { get; set; }

    /// <summary>Whether the resource is a target of the run.</summary>
    public bool IsTargeted { get; init; } = true;

    /// <summary>Whether an existing resource is imported first.</summary>
    public bool IsImport { get; set; }

    /// <summary>The provider's diff, when it was started ahead of planning.</summary>
    public Task<DiffResult>? EarlyDiff { get; set; }

    /// <summary>Whether this registration has just imported the resource.</summary>
    public bool IsImported { get; set; }

    /// <summary>The seed of its random names.</summary>
    public required ReadOnlyMemory<byte> RandomSeed { get; init; }

    /// <summary>How the resource as it is to be differs from <see cref="Old"/>; without a provider the inputs decide.</summary>
    public Task<DiffResult> DiffAsync(ResourceState old, CancellationToken cancellationToken) =>
        Provider is null
            ? Task.FromResult(
                new DiffResult
                {
                    Changes = AssetHashes.Only(old.Inputs).Equals(AssetHashes.Only(New.Inputs))
                        ? DiffChanges.None
                        : DiffChanges.Some,
                }
            )
            : ProviderDiff.CompareAsync(
                Provider,
                new()
                {
                    Urn = Urn,
                    Id = old.Id,
                    OldInputs = old.Inputs,
                    OldOutputs = old.Outputs,
                    NewInputs = New.Inputs,
                    IgnoreChanges = Goal.IgnoreChanges,
                },
                cancellationToken
            );
}
