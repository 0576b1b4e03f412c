namespace Infra.NixHost;

/// <summary>A config disk of a guest.</summary>
/// <param name="Name">The name, which is the serial without its prefix.</param>
/// <param name="Target">The mount point in the guest.</param>
internal sealed record ManifestDisk(string Name, string Target)
{
    private const string Prefix = "nixhost-";

    /// <summary>The root of the configurations.</summary>
    public static ManifestDisk NixConfig { get; } = new("nixConfig", "/etc/nixos");

    /// <summary>The guest's own configuration.</summary>
    public static ManifestDisk SelfConfig { get; } = new("selfConfig", "/etc/nixos/hosts/self");

    /// <summary>The host's SSH directory.</summary>
    public static ManifestDisk Ssh { get; } = new("ssh", "/root/.ssh");

    /// <summary>Returns the serial of the disk with this name.</summary>
    public static string SerialOf(string name) => Prefix + name;
}
