using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Ends a create that failed: what it made is removed again or, where that fails too, in the engine's state.</summary>
/// <param name="session">The session.</param>
/// <param name="call">The create.</param>
/// <param name="what">The object, for messages, e.g. <c>the network 'lan'</c>.</param>
internal sealed class FailedCreate(ProviderSession session, ChangeCall call, string what)
{
    /// <summary>Removes what was made, even after cancellation.</summary>
    /// <param name="failure">Why the create failed.</param>
    /// <param name="remove">Removes what was made, and nothing of anybody else; <c>null</c> to keep what was there before.</param>
    /// <param name="id">The id under which the engine has to know what stays.</param>
    /// <param name="outputs">What is known of it.</param>
    /// <exception cref="InitFailedException">It was kept, or could not be removed.</exception>
    public async Task UndoAsync(
        Exception failure,
        Func<CancellationToken, Task>? remove,
        string id,
        PropertyMap outputs
    )
    {
        if (remove is null)
        {
            throw Keep(failure, id, outputs);
        }

        using var limit = new CancellationTokenSource(
            session.Host.Options.CommandTimeout,
            session.Clock
        );
        try
        {
            await remove(limit.Token);
            session.Owners.Unmade(call.Owner);
        }
        catch (Exception e) when (HostFailure.Is(e))
        {
            throw Keep(
                failure,
                id,
                outputs,
                $"What was made of {what} could not be removed either: {HostFailure.Tell(e, call.News)} The next up goes on with it."
            );
        }
    }

    /// <summary>The failure of a create that leaves what it made, because it may be of use or was there before.</summary>
    public InitFailedException Keep(
        Exception failure,
        string id,
        PropertyMap outputs,
        string? next = null
    ) =>
        new(
            new(id, call.News, outputs),
            [
                HostFailure.Tell(failure, call.News),
                next ?? $"What was made of {what} stays. The next up goes on with it.",
            ],
            failure
        );
}
