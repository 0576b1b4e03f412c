namespace Infra.NixHost;

/// <summary>A config disk of a guest.</summary>
/// <param name="Name">Its name: the serial without the prefix.</param>
/// <param name="Target">Where the guest sees it.</param>
internal sealed record ManifestDisk(string Name, string Target)
{
    private const string Prefix = "nixhost-";

    /// <summary>The root of the configurations.</summary>
    public static ManifestDisk NixConfig { get; } = new("nixConfig", "/etc/nixos");

    /// <summary>The guest's own configuration.</summary>
    public static ManifestDisk SelfConfig { get; } = new("selfConfig", "/etc/nixos/hosts/self");

    /// <summary>The host's SSH directory.</summary>
    public static ManifestDisk Ssh { get; } = new("ssh", "/root/.ssh");

    /// <summary>The serial of a disk by its name.</summary>
    public static string SerialOf(string name) => Prefix + name;
}
