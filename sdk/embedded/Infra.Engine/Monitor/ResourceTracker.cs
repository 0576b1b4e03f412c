namespace Infra.Engine.Monitor;

/// <summary>Tracks which resources exist already, for functions that depend on them.</summary>
internal sealed class ResourceTracker
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Tracked> _tracked = new();
    private readonly Dictionary<string, List<string>> _children = new();
    private readonly Dictionary<string, int> _inFlight = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Marks a registration below a parent as running, until the result is disposed of.</summary>
    public IDisposable Begin(string parent)
    {
        lock (_gate)
        {
            _inFlight[parent] = _inFlight.GetValueOrDefault(parent) + 1;
        }

        return new InFlight(() => End(parent));
    }

    /// <summary>Records a registered resource; a custom one without an id does not exist yet.</summary>
    public void Track(string urn, string parent, bool isCustom, bool exists)
    {
        lock (_gate)
        {
            if (!_tracked.ContainsKey(urn))
            {
                _children.TryAdd(parent, []);
                _children[parent].Add(urn);
            }

            _tracked[urn] = new(isCustom, exists);
        }
    }

    /// <summary>
    /// Whether one of the resources, or a descendant of a component among them, does not exist yet. Waits for running registrations
    /// inside of the components.
    /// </summary>
    public async Task<bool> AnyIsMissingAsync(
        IEnumerable<string> urns,
        CancellationToken cancellationToken
    )
    {
        var roots = urns.ToList();
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                var (isMissing, components) = Expand(roots);
                if (isMissing || !components.Overlaps(_inFlight.Keys))
                {
                    return isMissing;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private (bool IsMissing, HashSet<string> Components) Expand(List<string> roots)
    {
        var components = new HashSet<string>();
        var pending = new Stack<string>(roots);
        while (pending.TryPop(out var urn))
        {
            switch (_tracked.GetValueOrDefault(urn))
            {
                case { IsCustom: true, Exists: false }:
                    return (true, components);
                case { IsCustom: false } when components.Add(urn):
                    foreach (var child in _children.GetValueOrDefault(urn, []))
                    {
                        pending.Push(child);
                    }

                    break;
            }
        }

        return (false, components);
    }

    private void End(string parent)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (--_inFlight[parent] == 0)
            {
                _inFlight.Remove(parent);
            }

            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    private sealed record Tracked(bool IsCustom, bool Exists);

    private sealed class InFlight(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
