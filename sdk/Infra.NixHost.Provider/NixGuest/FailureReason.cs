using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Says in the engine's state why a guest is half-made.</summary>
internal static class FailureReason
{
    /// <summary>Whether an exception is a failure of the host or a cancellation, and no bug.</summary>
    public static bool IsOfHost(Exception exception) =>
        exception is HostException or LibvirtException or OperationCanceledException
        || FileFailure.Of(exception) is not null;

    /// <summary>The reason as text, with its code.</summary>
    public static string Of(Exception exception, string guestName, PropertyMap inputs) =>
        exception switch
        {
            LibvirtException e => LibvirtErrorText.Describe(e, inputs),
            OperationCanceledException =>
                $"Cancelled while the guest '{guestName}' was configuring itself. The guest goes on, and the next up waits for it.",
            HostException e => ErrorCode.Append(e.Message, e.Code),
            _ when FileFailure.Of(exception) is { } told => ErrorCode.Append(
                told.Message,
                told.Code
            ),
            _ => exception.Message,
        };
}
