using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Tells failures of the host and cancellations from bugs, and says in the engine's state what they were.</summary>
internal static class HostFailure
{
    /// <summary>Whether an exception is a failure of the host or a cancellation, and no bug.</summary>
    public static bool Is(Exception exception) =>
        exception is HostException or LibvirtException or OperationCanceledException
        || FileFailure.Of(exception) is not null;

    /// <summary>The reason as text, with its code.</summary>
    public static string Tell(Exception exception, PropertyMap inputs) =>
        exception switch
        {
            LibvirtException e => LibvirtErrorText.Describe(e, inputs),
            OperationCanceledException => "The operation was cancelled.",
            HostException e => ErrorCode.Append(e.Message, e.Code),
            _ when FileFailure.Of(exception) is { } told => ErrorCode.Append(
                told.Message,
                told.Code
            ),
            _ => exception.Message,
        };
}
