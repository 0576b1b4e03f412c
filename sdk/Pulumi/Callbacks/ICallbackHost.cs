using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Where the engine reaches functions of the program.</summary>
internal interface ICallbackHost : IAsyncDisposable
{
    /// <summary>Makes a function reachable until the run ends, and tells how the engine names it.</summary>
    Task<Callback> AddAsync(CallbackFunction function);
}
