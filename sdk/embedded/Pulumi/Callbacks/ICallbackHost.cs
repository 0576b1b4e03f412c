using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>Makes functions of the program callable by the engine.</summary>
internal interface ICallbackHost : IAsyncDisposable
{
    /// <summary>Makes a function callable until the run ends, and returns the address and token that the engine needs.</summary>
    Task<Callback> AddAsync(CallbackFunction function);
}
