namespace Infra.NixHost.Provider.NixGuest.Live;

/// <summary>A change of a running guest and how to undo it.</summary>
/// <param name="What">The text for the screen.</param>
/// <param name="Do">Applies the change; it does nothing when the change is already applied.</param>
/// <param name="Undo">Undoes the change after a later failure; <c>null</c> when that is impossible.</param>
internal sealed record LiveStep(
    string What,
    Func<CancellationToken, Task> Do,
    Func<CancellationToken, Task>? Undo
);
