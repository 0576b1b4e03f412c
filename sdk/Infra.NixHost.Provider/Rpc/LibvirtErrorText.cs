using Infra.NixHost.Host.Libvirt;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>Makes libvirt's errors readable: its own text, and what to do next where that is known.</summary>
internal static class LibvirtErrorText
{
    /// <summary><c>VIR_ERR_SYSTEM_ERROR</c>: libvirt wraps the errors of the system in it.</summary>
    private const int SystemError = 38;

    /// <summary>The text for the user.</summary>
    public static string Describe(LibvirtException exception)
    {
        var text = exception.Message.TrimEnd();
        var hint = Hint(exception.Error, text);
        return $"libvirt refused: {text}{(hint.Length == 0 ? "" : $" — {hint}")} (virErrorNumber {exception.Error}, domain {exception.Domain})";
    }

    private static string Hint(int error, string text)
    {
        var knows = (string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
        return error switch
        {
            SystemError when knows("connect") =>
                "start libvirtd, or set nixhost:libvirtUri to where it listens",
            SystemError when knows("MTU") =>
                "the bridge does not exist; create it on the host, or name another one",
            SystemError when knows("Cannot access storage file") =>
                "the disk or an image behind it is gone; run refresh to see which resource lost it",
            SystemError when knows("No space left") =>
                "free space on the host's disk, then run up again",
            43 =>
                "create the network, or name another one; `virsh net-list --all` shows those there are",
            55 when knows("network") && knows("is not active") =>
                "start it: `virsh net-start NAME`",
            1 when knows("client socket is closed") =>
                "libvirtd went away; start it, then run up again",
            _ => "",
        };
    }
}
