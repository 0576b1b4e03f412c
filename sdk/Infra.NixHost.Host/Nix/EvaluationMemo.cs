using System.Collections.Concurrent;

namespace Infra.NixHost.Host.Nix;

/// <summary>
/// Remembers evaluations for the life of the process and runs at most two at a time: one takes seconds and up to 1.5 GiB. Failures are
/// not remembered, and a caller that gives up never fails another one that waits for the same result.
/// </summary>
internal sealed class EvaluationMemo : IDisposable
{
    private readonly SemaphoreSlim _slots = new(2);
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The remembered result; one that wrote its derivations also serves who does not need them written.</summary>
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
                return known;
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
            entry.Gate.Dispose();
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public NixEvaluation? Result { get; set; }

        public bool Written { get; set; }
    }
}
