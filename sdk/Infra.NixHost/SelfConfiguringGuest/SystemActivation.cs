namespace Infra.NixHost;

/// <summary>The way in which a <see cref="SelfConfiguringGuest"/> activates a new system.</summary>
public enum SystemActivation
{
    /// <summary>The guest boots into the system, and makes it its boot default when it has come up. One that does not gives way to the former one.</summary>
    Reboot,

    /// <summary>
    /// The guest switches to the system while it runs, like <c>nixos-rebuild switch</c>. A new kernel waits for the next boot. Where NixOS
    /// refuses to switch, because D-Bus or systemd changes, the guest boots into the system.
    /// </summary>
    Switch,
}
