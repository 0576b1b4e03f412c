using Pulumi.Deployments;
using Pulumirpc;

namespace Pulumi.Testing;

/// <summary>Callbacks of a program in a unit test: mocks call none, so no server has to start.</summary>
internal sealed class UnreachableCallbacks : ICallbackHost
{
    public Task<Callback> AddAsync(CallbackFunction function) => Task.FromResult(new Callback());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
