namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Explains why a connection cannot be opened, with the next step.</summary>
internal static class LibvirtUnreachable
{
    /// <summary>The failure of a call during which the daemon went away.</summary>
    public static HostException Lost(string uri, string what, LibvirtException error) =>
        new(
            "libvirt-lost",
            $"The connection to libvirt at '{uri}' was lost: it had been asked to {what} ({error.Message}). "
                + $"Start libvirtd if it is down (`virsh -c {uri} list`), then run again; the next run finds out what was done.",
            error
        );

    /// <summary>The failure of a call that needed another daemon of libvirt, such as virtlogd for the log of a console.</summary>
    public static HostException HelperDown(string daemon, string what, LibvirtException error) =>
        new(
            $"{daemon}-down",
            $"libvirt cannot {what}, because its daemon {daemon} does not answer. Start it: `systemctl start {daemon}`, "
                + $"or `{daemon} -d` where there is no systemd; then run again.\nlibvirt says: {error.Message}",
            error
        );

    public static HostException Explain(string uri, LibvirtException error)
    {
        var said = error.Message;
        if (
            Has("Permission denied")
            || Has("authentication unavailable")
            || Has("authentication failed")
            // libvirt asks polkit whether another user may, and a container has no bus to ask over.
            || Has("system bus connection")
        )
        {
            return new(
                "libvirt-denied",
                $"This user may not use libvirt at '{uri}': {said}. "
                    + "Run as root, or join the group: Debian `adduser $USER libvirt`, NixOS `users.users.<you>.extraGroups = [ \"libvirtd\" ]`, "
                    + "then log in again.",
                error
            );
        }
        if (Has("no connection driver available"))
        {
            return new(
                "libvirt-uri",
                $"libvirt knows no driver for '{uri}': {said}. Use a URI such as qemu:///system.",
                error
            );
        }

        var daemon = LibvirtDaemon.Named(said) ?? "libvirtd";
        var next =
            Has("No such file or directory") || Has("Connection refused")
                ? $"{daemon} is not running. Start it: `systemctl start {daemon}`, or `make up` in this repository where there is no systemd."
                : $"See whether it answers: `virsh -c {uri} list`.";
        return new("libvirt-unreachable", $"There is no libvirt at '{uri}': {said}. {next}", error);

        bool Has(string text) => said.Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
