using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Says in the engine's state why a guest is half-made.</summary>
internal static class FailureReason
{
    /// <summary>The reason as text, with its code.</summary>
    public static string Of(Exception exception, string guestName, PropertyMap inputs) =>
        exception is OperationCanceledException
            ? $"Cancelled while the guest '{guestName}' was configuring itself. The guest goes on, and the next up waits for it."
            : HostFailure.Tell(exception, inputs);
}
