using System.Buffers;
using System.Text.Json;
using Infra.Engine.Json;
using Infra.Engine.State.Checkpoints;
using Infra.Protocol.Naming;

namespace Infra.Engine.State.Journal;

/// <summary>Joins what one run did to a state that another one changed meanwhile. Joining twice changes nothing more.</summary>
internal sealed class RunMerge
{
    private const int MostNames = 20;
    private readonly Snapshot _current;
    private readonly Snapshot _ended;
    private readonly Dictionary<(Urn, string), ResourceState> _before;
    private readonly Dictionary<(Urn, string), ResourceState> _after;
    private readonly List<ResourceState> _resources = [];

    private RunMerge(Snapshot current, Snapshot began, Snapshot ended)
    {
        _current = current;
        _ended = ended;
        _before = ByKey(began);
        _after = ByKey(ended);
    }

    /// <summary>The present state with what the run did. Where both changed a resource, the present state's entry stays.</summary>
    /// <remarks>A resource that the run created besides one of the same urn joins as one to be deleted, which the next preview shows.</remarks>
    public static Snapshot Join(Snapshot current, Snapshot began, Snapshot ended)
    {
        var merge = new RunMerge(current, began, ended);
        merge.KeepPresent();
        merge.AddCreated();
        merge.AddNeeded();
        return new()
        {
            Resources = SnapshotOrder.Sort([.. merge._resources]),
            PendingOperations = [.. merge.Pending(began)],
        };
    }

    /// <summary>What a run did, in words.</summary>
    public static string Describe(Snapshot began, Snapshot ended)
    {
        var (before, after) = (ByKey(began), ByKey(ended));
        var words = after
            .Where(a => !before.ContainsKey(a.Key))
            .Select(a => $"created {a.Value.Urn.Name}")
            .Concat(
                after
                    .Where(a => before.TryGetValue(a.Key, out var old) && !AreSame(old, a.Value))
                    .Select(a => $"changed {a.Value.Urn.Name}")
            )
            .Concat(
                before
                    .Where(b => !after.ContainsKey(b.Key))
                    .Select(b => $"deleted {b.Value.Urn.Name}")
            )
            .ToList();
        var more = words.Count > MostNames ? $" and {words.Count - MostNames} more" : "";
        return words.Count == 0 ? "nothing" : string.Join(", ", words.Take(MostNames)) + more;
    }

    private void KeepPresent()
    {
        foreach (var state in _current.Resources)
        {
            var isUntouched = _before.TryGetValue(Key(state), out var old) && AreSame(state, old);
            if (!isUntouched)
            {
                _resources.Add(state);
            }
            else if (_after.TryGetValue(Key(state), out var changed))
            {
                _resources.Add(changed);
            }
        }
    }

    private void AddCreated()
    {
        var present = ByKey(_current);
        var alive = _resources.Where(s => !s.Delete).ToLookup(s => s.Urn);
        foreach (var state in _ended.Resources)
        {
            if (present.ContainsKey(Key(state)) || _before.ContainsKey(Key(state)))
            {
                continue;
            }

            var created = WithPresentProvider(state, alive);
            if (!alive.Contains(state.Urn))
            {
                _resources.Add(created);
            }
            else if (!Urn.IsProviderType(state.Type))
            {
                _resources.Add(created with { Delete = true });
            }
        }
    }

    /// <summary>A provider stands for nothing outside of the state, so the present one of the same urn takes its place.</summary>
    private static ResourceState WithPresentProvider(
        ResourceState state,
        ILookup<Urn, ResourceState> alive
    ) =>
        ResourceReferences.ProviderUrn(state.Provider) is { } urn
        && alive[urn].FirstOrDefault() is { } provider
            ? state with
            {
                Provider = $"{urn}::{provider.Id}",
            }
            : state;

    /// <summary>Brings back what joined resources refer to and the present state has no longer.</summary>
    private void AddNeeded()
    {
        var known = _resources.Select(state => state.Urn).ToHashSet();
        for (var i = 0; i < _resources.Count; i++)
        {
            var needed = SnapshotIntegrity.Relations(_resources[i]).Select(r => r.Urn).ToList();
            if (ResourceReferences.ProviderUrn(_resources[i].Provider) is { } provider)
            {
                needed.Add(provider);
            }

            foreach (var urn in needed.Where(known.Add))
            {
                _resources.AddRange(_ended.Resources.Where(s => s.Urn == urn && !s.Delete));
            }
        }
    }

    /// <summary>What is still open: not what the run found open and finished, and no creation of what it has created.</summary>
    private IEnumerable<PendingOperation> Pending(Snapshot began)
    {
        var (found, left) = (Open(began), Open(_ended));
        var joined = _resources.Except(_current.Resources).Select(state => state.Urn).ToHashSet();
        var present = _current.PendingOperations.Where(operation =>
            (!found.Contains(Key(operation)) || left.Contains(Key(operation)))
            && !(
                operation.Type == OperationType.Creating && joined.Contains(operation.Resource.Urn)
            )
        );
        var known = found.Concat(Open(_current)).ToHashSet();
        var alive = _resources.Select(state => state.Urn).ToHashSet();
        return present.Concat(
            _ended.PendingOperations.Where(operation =>
                known.Add(Key(operation))
                && !(
                    operation.Type == OperationType.Creating
                    && alive.Contains(operation.Resource.Urn)
                )
            )
        );
    }

    private static HashSet<(Urn, OperationType)> Open(Snapshot snapshot) =>
        [.. snapshot.PendingOperations.Select(Key)];

    private static (Urn, OperationType) Key(PendingOperation operation) =>
        (operation.Resource.Urn, operation.Type);

    private static (Urn, string) Key(ResourceState state) => (state.Urn, state.Id);

    private static Dictionary<(Urn, string), ResourceState> ByKey(Snapshot snapshot) =>
        snapshot.Resources.GroupBy(Key).ToDictionary(group => group.Key, group => group.First());

    private static bool AreSame(ResourceState one, ResourceState other) =>
        Json(one).AsSpan().SequenceEqual(Json(other));

    private static byte[] Json(ResourceState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, GoJson.Writing()))
        {
            new ResourceWriter(json, secrets: null).Write(state);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
