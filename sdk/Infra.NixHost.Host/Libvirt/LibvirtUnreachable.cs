namespace Infra.NixHost.Host.Libvirt;

/// <summary>Tells why a connection cannot be opened and what to do about it.</summary>
internal static class LibvirtUnreachable
{
    /// <summary>The daemon went away during a call.</summary>
    public static HostException Lost(string uri, string what, LibvirtException error) =>
        new(
            "libvirt-lost",
            $"libvirt at '{uri}' went away when it was to {what}: {error.Message}. What it had done by then is found by the next run: "
                + $"start libvirtd if it is not back (`virsh -c {uri} list`), then run again.",
            error
        );

    public static HostException Explain(string uri, LibvirtException error)
    {
        var said = error.Message;
        if (
            Has("Permission denied")
            || Has("authentication unavailable")
            || Has("authentication failed")
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
            return new(
                "libvirt-uri",
                $"libvirt knows no driver for '{uri}': {said}. Use a URI such as qemu:///system.",
                error
            );
        var next =
            Has("No such file or directory") || Has("Connection refused")
                ? "libvirtd is not running. Start it: `systemctl start libvirtd`, or `make up` in this repository where there is no systemd."
                : $"See whether it answers: `virsh -c {uri} list`.";
        return new("libvirt-unreachable", $"There is no libvirt at '{uri}': {said}. {next}", error);

        bool Has(string text) => said.Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
