using System.Collections.Immutable;

namespace Infra.Engine.State;

/// <summary>A snapshot while a run changes it: every state has a slot, by which a journal can name it.</summary>
/// <remarks>
/// The states that were loaded have the slots 0…n-1, those that join the ones behind. The order that results is: what joined, in the order
/// it did, then what the run has not touched. Not safe for several threads at once.
/// </remarks>
internal sealed class SnapshotProgress
{
    private readonly List<ResourceState?> _slots;
    private readonly Dictionary<ResourceState, int> _slotOf = new(
        ReferenceEqualityComparer.Instance
    );
    private readonly Dictionary<PendingOperation, int> _operationOf = new(
        ReferenceEqualityComparer.Instance
    );
    private readonly SortedDictionary<int, PendingOperation> _operations = [];
    private readonly HashSet<PendingOperation> _forgotten = new(ReferenceEqualityComparer.Instance);
    private readonly int _loaded;
    private int _nextOperation;

    public SnapshotProgress(Snapshot loaded)
    {
        _loaded = loaded.Resources.Length;
        _slots = [.. loaded.Resources];
        for (var i = 0; i < _loaded; i++)
        {
            _slotOf[loaded.Resources[i]] = i;
        }

        foreach (var operation in loaded.PendingOperations)
        {
            Begin(operation);
        }
    }

    /// <summary>The operation's number.</summary>
    public int Begin(PendingOperation operation)
    {
        _operations[_nextOperation] = operation;
        _operationOf[operation] = _nextOperation;
        return _nextOperation++;
    }

    /// <summary>Applies a change and gives it back in slots and numbers.</summary>
    public SlotChange Apply(SnapshotChange change)
    {
        var result = new SlotChange(
            change.Ends is { } ended ? NumberOf(ended) : null,
            [.. change.Removed.Where(state => !Joins(state, change)).Select(SlotOf)],
            [.. change.Changed.Select(pair => (SlotOf(pair.Old), pair.New))],
            [
                .. change.Added.Select(state =>
                    (_slotOf.TryGetValue(state, out var slot) ? slot : (int?)null, state)
                ),
            ]
        );
        Apply(result);
        return result;
    }

    /// <summary>Applies a change given in slots and numbers, as a journal has it.</summary>
    public void Apply(SlotChange change)
    {
        if (change.Ends is { } ended)
        {
            _operationOf.Remove(_operations[ended]);
            _operations.Remove(ended);
        }

        foreach (var slot in change.Removed)
        {
            Clear(slot);
        }

        foreach (var (slot, state) in change.Changed)
        {
            Clear(slot);
            Put(slot, state);
        }

        foreach (var (from, state) in change.Added)
        {
            var joining = state ?? At(from!.Value);
            if (from is { } slot)
            {
                Clear(slot);
            }

            _slots.Add(null);
            Put(_slots.Count - 1, joining);
        }
    }

    /// <summary>The state in a slot.</summary>
    public ResourceState At(int slot) =>
        slot >= 0 && slot < _slots.Count && _slots[slot] is { } state
            ? state
            : throw new ArgumentOutOfRangeException(nameof(slot), slot, "no state has this slot");

    /// <summary>Whether an operation of that number began and did not end.</summary>
    public bool IsPending(int operation) => _operations.ContainsKey(operation);

    /// <summary>Drops what an earlier run left pending except creations, which only the user can resolve.</summary>
    public void ForgetResolvable()
    {
        foreach (
            var (number, operation) in _operations
                .Where(o => o.Value.Type != OperationType.Creating)
                .ToList()
        )
        {
            _operations.Remove(number);
            _operationOf.Remove(operation);
            _forgotten.Add(operation);
        }
    }

    /// <summary>The snapshot as it is now, references to renamed resources brought up to date.</summary>
    public Snapshot ToSnapshot()
    {
        var snapshot = RenamedReferences.Follow(ToSnapshotAsIs());
        return SnapshotIntegrity.FindFault(snapshot) is null
            ? snapshot
            : snapshot with
            {
                Resources = SnapshotOrder.Sort(snapshot.Resources),
            };
    }

    private Snapshot ToSnapshotAsIs() =>
        new()
        {
            Resources =
            [
                .. _slots.Skip(_loaded).Concat(_slots.Take(_loaded)).OfType<ResourceState>(),
            ],
            PendingOperations = [.. _operations.Values],
        };

    /// <summary>A state that is removed and added as the very same object only moves.</summary>
    private static bool Joins(ResourceState state, SnapshotChange change) =>
        change.Added.Any(added => ReferenceEquals(added, state));

    private int SlotOf(ResourceState state) =>
        _slotOf.TryGetValue(state, out var slot)
            ? slot
            : throw new InvalidOperationException(
                $"The snapshot does not hold this instance of {state.Urn}."
            );

    private int? NumberOf(PendingOperation operation) =>
        _operationOf.TryGetValue(operation, out var number) ? number
        : _forgotten.Contains(operation) ? null
        : throw new InvalidOperationException(
            $"No operation on {operation.Resource.Urn} was begun with this instance."
        );

    private void Clear(int slot)
    {
        _slotOf.Remove(At(slot));
        _slots[slot] = null;
    }

    private void Put(int slot, ResourceState state)
    {
        _slots[slot] = state;
        _slotOf[state] = slot;
    }
}
