using System.Collections.Concurrent;

namespace Infra.NixHost.Hosts.Nix;

/// <summary>
/// Remembers evaluations for the life of the process. At most two run at a time, because one takes seconds and up to 1.5 GiB. Failures are
/// not remembered. A caller that gives up does not fail others that wait for the same result.
/// </summary>
internal sealed class EvaluationMemo : IDisposable
{
    private readonly SemaphoreSlim _slots = new(2);
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Returns the remembered result. A result with written derivations also serves callers that do not need them.</summary>
    public async Task<NixEvaluation> GetAsync(
        string key,
        bool write,
        Func<Task<NixEvaluation>> evaluate,
        CancellationToken cancellationToken
    )
    {
        var entry = _entries.GetOrAdd(key, _ => new Entry());
        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            if (entry.Result is { } known && (entry.Written || !write))
            {
                return known;
            }

            await _slots.WaitAsync(cancellationToken);
            try
            {
                var result = await evaluate();
                (entry.Result, entry.Written) = (result, write);
                return result;
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    public void Dispose()
    {
        _slots.Dispose();
        foreach (var entry in _entries.Values)
        {
            entry.Gate.Dispose();
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public NixEvaluation? Result { get; set; }

        public bool Written { get; set; }
    }
}
