using Infra.Engine.Monitor.Hooks;
using Infra.Engine.Monitor.Transforms;

namespace Infra.Engine.Monitor;

/// <summary>Registers functions of the program that the engine calls.</summary>
internal sealed record CallbackRegistrations(
    ResourceTransforms Transforms,
    InvokeTransforms InvokeTransforms,
    HookRegistrations Hooks
);
