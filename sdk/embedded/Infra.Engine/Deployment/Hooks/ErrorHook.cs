using System.Collections.Immutable;

namespace Infra.Engine.Deployment.Hooks;

/// <summary>A function of the program that decides whether a failed operation is tried again.</summary>
/// <param name="Name">Its name, unique in the run.</param>
/// <param name="RunAsync">Calls the function with the operation and its errors, the last one first. Throws when the function fails.</param>
internal sealed record ErrorHook(
    string Name,
    Func<HookCall, HookedOperation, ImmutableArray<string>, Task<bool>> RunAsync
);
