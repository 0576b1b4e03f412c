namespace Infra.Engine.Deployment.Hooks;

/// <summary>A function of the program that runs before or after operations on the resources that name it.</summary>
/// <param name="Name">Its name, unique in the run.</param>
/// <param name="OnDryRun">Whether it runs in previews, too.</param>
/// <param name="IgnoreErrors">Whether its failure is only a warning.</param>
/// <param name="RunAsync">Runs the hook; throws when it fails.</param>
internal sealed record ResourceHook(
    string Name,
    bool OnDryRun,
    bool IgnoreErrors,
    Func<HookCall, Task> RunAsync
);
