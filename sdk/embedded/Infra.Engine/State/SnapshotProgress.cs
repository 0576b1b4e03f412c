using System.Collections.Immutable;

namespace Infra.Engine.State;

/// <summary>A snapshot while a run changes it: every state has a slot, by which a journal can name it.</summary>
/// <remarks>
/// Loaded states have the slots 0…n-1, and added states the slots after them. In the resulting snapshot added states come first, then the
/// ones that the run has not touched. The class is not thread-safe.
/// </remarks>
internal sealed class SnapshotProgress
{
    private List<ResourceState?> _slots;
    private readonly Dictionary<ResourceState, int> _slotOf = new(
        ReferenceEqualityComparer.Instance
    );
    private readonly Dictionary<PendingOperation, int> _operationOf = new(
        ReferenceEqualityComparer.Instance
    );
    private readonly SortedDictionary<int, PendingOperation> _operations = [];
    private readonly HashSet<PendingOperation> _forgotten = new(ReferenceEqualityComparer.Instance);
    private int _loaded;
    private int _leading;
    private int _nextOperation;

    /// <summary>Begins with a snapshot.</summary>
    /// <param name="leading">How many of its states the same run has added; the ones that it adds from now on come after them.</param>
    public SnapshotProgress(Snapshot loaded, int leading = 0)
    {
        _leading = leading;
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

    /// <summary>Records the start of an operation and returns its number.</summary>
    public int Begin(PendingOperation operation)
    {
        _operations[_nextOperation] = operation;
        _operationOf[operation] = _nextOperation;
        return _nextOperation++;
    }

    /// <summary>Applies a change and returns it in slots and numbers.</summary>
    public JournalChange Apply(SnapshotChange change)
    {
        var result = new JournalChange(
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
    public void Apply(JournalChange change)
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
            // Whatever joins has a state, or a slot that it comes from.
            var joining = state ?? At(from!.Value);
            if (from is { } slot)
            {
                Clear(slot);
            }

            _slots.Add(null);
            Put(_slots.Count - 1, joining);
        }
    }

    public ResourceState At(int slot) =>
        slot >= 0 && slot < _slots.Count && _slots[slot] is { } state
            ? state
            : throw new ArgumentOutOfRangeException(nameof(slot), slot, "no state has this slot");

    public ImmutableArray<ResourceState> States => InOrder().States;

    /// <summary>The operations that began and did not end.</summary>
    public IEnumerable<PendingOperation> Operations => _operations.Values;

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

    /// <summary>The present snapshot, with references to renamed resources updated.</summary>
    public Snapshot ToSnapshot() => Settle(keepsAliases: false).Snapshot;

    /// <summary>The present snapshot, with what a journal needs to go on from it.</summary>
    public SettledSnapshot Settle() => Settle(keepsAliases: true);

    private SettledSnapshot Settle(bool keepsAliases)
    {
        var (slots, added) = InOrder();
        var snapshot = RenamedReferences.Follow(
            new() { Resources = [.. slots], PendingOperations = [.. _operations.Values] },
            keepsAliases
        );
        if (SnapshotIntegrity.FindFault(snapshot) is null)
        {
            return new(snapshot, slots, added);
        }

        var sorted = SnapshotOrder.Sort(snapshot.Resources);
        var before = new Dictionary<ResourceState, ResourceState>(
            snapshot.Resources.Zip(slots, KeyValuePair.Create),
            ReferenceEqualityComparer.Instance
        );
        return new(
            snapshot with
            {
                Resources = sorted,
            },
            [.. sorted.Select(state => before[state])],
            sorted.Length
        );
    }

    /// <summary>Gives every state and operation the number that it has in a snapshot of this moment.</summary>
    public void Renumber(SettledSnapshot settled)
    {
        _slots = [.. settled.Slots];
        _slotOf.Clear();
        for (var i = 0; i < _slots.Count; i++)
        {
            _slotOf[settled.Slots[i]] = i;
        }

        (_loaded, _leading) = (_slots.Count, settled.Leading);
        var operations = _operations.Values.ToList();
        _operations.Clear();
        _operationOf.Clear();
        _nextOperation = 0;
        operations.ForEach(operation => Begin(operation));
    }

    private (ImmutableArray<ResourceState> States, int Added) InOrder()
    {
        var added = _slots
            .Take(_leading)
            .Concat(_slots.Skip(_loaded))
            .OfType<ResourceState>()
            .ToList();
        var untouched = _slots.Take(_loaded).Skip(_leading).OfType<ResourceState>();
        return ([.. added, .. untouched], added.Count);
    }

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
