using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>What the plan of a run holds so far, by urn.</summary>
internal sealed class SeenResources
{
    private readonly ConcurrentDictionary<Urn, bool> _everDeleted = new();

    /// <summary>Everything the program registered or read.</summary>
    public HashSet<Urn> Urns { get; } = [];

    public HashSet<Urn> Reads { get; } = [];

    public HashSet<Urn> Creates { get; } = [];

    public HashSet<Urn> Sames { get; } = [];

    public HashSet<Urn> Updates { get; } = [];

    public HashSet<Urn> Replaces { get; } = [];

    public HashSet<Urn> Imports { get; } = [];

    /// <summary>What is deleted and, so far, not made again.</summary>
    public HashSet<Urn> Deletes { get; } = [];

    /// <summary>New resources left out because they are not targeted.</summary>
    public HashSet<Urn> SkippedCreates { get; } = [];

    /// <summary>States whose delete step is planned; a urn may have several.</summary>
    public HashSet<ResourceSlot> DeletedSlots { get; } = [];

    /// <summary>Why a resource was deleted ahead of its own registration, by the properties that tied it to another one.</summary>
    public Dictionary<Urn, ImmutableArray<string>> DependentReplaceKeys { get; } = [];

    /// <summary>Former urns, and the urns they became.</summary>
    public Dictionary<Urn, Urn> Aliased { get; } = [];

    /// <summary>Urns, and the former ones the state knew them by.</summary>
    public Dictionary<Urn, Urn> Aliases { get; } = [];

    /// <summary>The provider resources registered in this run.</summary>
    public Dictionary<Urn, ResourceState> Providers { get; } = [];

    /// <summary>Notes that a state of this urn is deleted in this run.</summary>
    public void MarkDeleted(Urn urn)
    {
        Deletes.Add(urn);
        _everDeleted[urn] = true;
    }

    /// <summary>Whether a state of this urn is deleted in this run, even if the resource is made again. Asked by running steps too.</summary>
    public bool WasDeleted(Urn urn) => _everDeleted.ContainsKey(urn);

    /// <summary>Whether the plan has a step for a resource.</summary>
    public bool HasStep(Urn urn) =>
        Creates.Contains(urn)
        || Sames.Contains(urn)
        || Updates.Contains(urn)
        || Deletes.Contains(urn)
        || Replaces.Contains(urn)
        || Reads.Contains(urn);

    /// <summary>Whether the plan keeps a resource of the state, under its own urn or the one it has now.</summary>
    public bool IsKept(Urn urn)
    {
        var current = Aliased.GetValueOrDefault(urn, urn);
        return Sames.Contains(current)
            || Updates.Contains(current)
            || Replaces.Contains(current)
            || Reads.Contains(current);
    }
}
