using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>The urns that the plan contains so far.</summary>
internal sealed class SeenResources
{
    private readonly ConcurrentDictionary<Urn, bool> _everDeleted = new();

    /// <summary>All resources that the program registered or read.</summary>
    public HashSet<Urn> Urns { get; } = [];

    /// <summary>Resources that an untargeted one needs, kept before the program registered them.</summary>
    public HashSet<Urn> KeptAhead { get; } = [];

    public HashSet<Urn> Reads { get; } = [];

    public HashSet<Urn> Creates { get; } = [];

    public HashSet<Urn> Sames { get; } = [];

    public HashSet<Urn> Updates { get; } = [];

    public HashSet<Urn> Replaces { get; } = [];

    public HashSet<Urn> Imports { get; } = [];

    /// <summary>Resources that are deleted and not created again so far.</summary>
    public HashSet<Urn> Deletes { get; } = [];

    /// <summary>New resources that are skipped because they are not targets.</summary>
    public HashSet<Urn> SkippedCreates { get; } = [];

    /// <summary>Slots whose delete is planned; a urn may have several.</summary>
    public HashSet<ResourceSlot> DeletedSlots { get; } = [];

    /// <summary>The properties that caused the early delete of a resource, by its urn.</summary>
    public Dictionary<Urn, ImmutableArray<string>> DependentReplaceKeys { get; } = [];

    /// <summary>New urns by former urns.</summary>
    public Dictionary<Urn, Urn> Aliased { get; } = [];

    /// <summary>Former urns by new urns.</summary>
    public Dictionary<Urn, Urn> Aliases { get; } = [];

    /// <summary>The provider resources registered in this run.</summary>
    public Dictionary<Urn, ResourceState> Providers { get; } = [];

    /// <summary>Records that this run deletes a state of the urn.</summary>
    public void MarkDeleted(Urn urn)
    {
        Deletes.Add(urn);
        _everDeleted[urn] = true;
    }

    /// <summary>Whether this run deletes a state of the urn, even if the resource is created again. Safe to call from running steps.</summary>
    public bool WasDeleted(Urn urn) => _everDeleted.ContainsKey(urn);

    /// <summary>Whether the plan has a step for a resource.</summary>
    public bool HasStep(Urn urn) =>
        Creates.Contains(urn)
        || Sames.Contains(urn)
        || Updates.Contains(urn)
        || Deletes.Contains(urn)
        || Replaces.Contains(urn)
        || Reads.Contains(urn);

    /// <summary>Whether the plan keeps a resource of the state, under its own or its new urn.</summary>
    public bool IsKept(Urn urn)
    {
        var current = Aliased.GetValueOrDefault(urn, urn);
        return Sames.Contains(current)
            || Updates.Contains(current)
            || Replaces.Contains(current)
            || Reads.Contains(current);
    }
}
