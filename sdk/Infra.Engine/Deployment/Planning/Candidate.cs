using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Naming;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>A registration on its way to steps.</summary>
internal sealed class Candidate(
    SourceEvent.Registration registration,
    ResourceState state,
    ResourceSlot? old
)
{
    /// <summary>Whom to answer.</summary>
    public SourceEvent.Registration Registration => registration;

    public ResourceGoal Goal => registration.Goal;

    public Urn Urn => New.Urn;

    /// <summary>The resource as it is to be; its inputs are the program's until they are checked.</summary>
    public ResourceState New { get; set; } = state;

    /// <summary>The resource as it is; <c>null</c> for a new one.</summary>
    public ResourceSlot? Old { get; set; } = old;

    /// <summary>Who manages it; <c>null</c> for a component.</summary>
    public IResourceProvider? Provider { get; set; }

    /// <summary>What the user wants of its name, if the program gives none.</summary>
    public NameProposal? Naming { get; init; }

    /// <summary>The user's wish to have the old one deleted first, or <c>null</c> to leave it to the provider.</summary>
    /// <remarks>Two of the same name cannot be there at once.</remarks>
    public bool? DeleteBeforeReplace =>
        Naming is { IsRandom: false } ? true : Goal.DeleteBeforeReplace;

    /// <summary>It was deleted earlier in this run because of what it depends on.</summary>
    public bool IsRecreated { get; set; }

    /// <summary>The run is about it.</summary>
    public bool IsTargeted { get; init; } = true;

    /// <summary>It names an existing resource to bring under management first.</summary>
    public bool IsImport { get; set; }

    /// <summary>What its provider says of the change, when it was asked already.</summary>
    public Task<DiffResult>? EarlyDiff { get; set; }

    /// <summary>It was brought under management a moment ago, by this registration.</summary>
    public bool IsImported { get; set; }

    /// <summary>From which its random names are made.</summary>
    public required ReadOnlyMemory<byte> RandomSeed { get; init; }
}
