using Infra.Engine.Monitor.Hooks;
using Infra.Engine.Monitor.Transforms;

namespace Infra.Engine.Monitor;

/// <summary>Where functions of the program go that the engine is to call.</summary>
internal sealed record CallbackRequests(
    ResourceTransforms Transforms,
    InvokeTransforms InvokeTransforms,
    HookRegistrations Hooks
);
