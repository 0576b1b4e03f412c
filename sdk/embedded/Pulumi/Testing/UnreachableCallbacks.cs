using Pulumi.Deployments;
using Pulumirpc;

namespace Pulumi.Testing;

/// <summary>The callbacks in a unit test. Mocks call none, so no server starts.</summary>
internal sealed class UnreachableCallbacks : ICallbackHost
{
    public Task<Callback> AddAsync(CallbackFunction function) => Task.FromResult(new Callback());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
