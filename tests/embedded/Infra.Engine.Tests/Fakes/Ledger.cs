using System.Collections.Concurrent;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Fakes;

/// <summary>What really exists, as the fake providers made it, and every call they had.</summary>
internal sealed class Ledger
{
    private int _last;

    public ConcurrentDictionary<string, PropertyMap> Live { get; } = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    public string NextId() => $"id-{Interlocked.Increment(ref _last)}";

    /// <summary>The calls since the last time, e.g. <c>create a</c>.</summary>
    public IReadOnlyList<string> TakeCalls()
    {
        var calls = Calls.ToList();
        Calls.Clear();
        return calls;
    }
}
