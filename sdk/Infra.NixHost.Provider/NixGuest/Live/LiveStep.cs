namespace Infra.NixHost.Provider.NixGuest.Live;

/// <summary>A change of a running guest and the way back.</summary>
/// <param name="What">What it does, for the screen.</param>
/// <param name="Do">Does it; done already is done.</param>
/// <param name="Undo">Takes it back after a later failure; <c>null</c> when nothing can.</param>
internal sealed record LiveStep(
    string What,
    Func<CancellationToken, Task> Do,
    Func<CancellationToken, Task>? Undo
);
