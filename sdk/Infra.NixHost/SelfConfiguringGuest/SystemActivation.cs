namespace Infra.NixHost;

/// <summary>How a new system of a <see cref="SelfConfiguringGuest"/> comes into force.</summary>
public enum SystemActivation
{
    /// <summary>The guest makes it the default of its boot loader and boots into it; a system that does not boot is noticed.</summary>
    Reboot,

    /// <summary>The guest switches to it while it runs, as <c>nixos-rebuild switch</c> does. Another kernel waits for the next boot.</summary>
    Switch,
}
