namespace Infra.NixHost;

/// <summary>The place where the system of a <see cref="SelfConfiguringGuest"/> is built.</summary>
public enum ConfigurationMode
{
    /// <summary>
    /// On the host. A preview evaluates the system. A read-only disk brings the store paths that the base image lacks, so the guest needs
    /// no network and little memory for it.
    /// </summary>
    BuildOnHost,

    /// <summary>
    /// In the guest, from the configuration on its disks. The guest needs a binary cache on its network, 2 GiB of memory and minutes.
    /// </summary>
    RebuildInGuest,
}
