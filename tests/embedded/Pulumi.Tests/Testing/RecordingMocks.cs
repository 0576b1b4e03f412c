using System.Collections.Concurrent;
using Pulumi.Testing;

namespace Pulumi.Tests.Testing;

/// <summary>Returns the inputs or a given state, and records the calls.</summary>
internal sealed class RecordingMocks : IMocks
{
    public ConcurrentQueue<MockResourceArgs> Seen { get; } = [];

    public Dictionary<string, object>? State { get; init; }

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        Seen.Enqueue(args);
        return Task.FromResult<(string?, object)>(
            ($"{args.Name}-id", State ?? (object)args.Inputs)
        );
    }

    public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args);
}
