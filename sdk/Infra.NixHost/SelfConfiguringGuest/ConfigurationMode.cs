namespace Infra.NixHost;

/// <summary>Where the system of a <see cref="SelfConfiguringGuest"/> is built.</summary>
public enum ConfigurationMode
{
    /// <summary>
    /// On the host: a preview evaluates it, and only what the base image lacks travels to the guest, on a read-only disk. The guest needs
    /// no network for it and little memory.
    /// </summary>
    BuildOnHost,

    /// <summary>
    /// In the guest, from the configuration on its disks: it needs a binary cache on its network, 2 GiB of memory and minutes.
    /// </summary>
    RebuildInGuest,
}
