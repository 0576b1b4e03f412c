namespace Infra.NixHost.Hosts.Images;

/// <summary>Tells which files the user of QEMU can reach.</summary>
public interface IQemuAccess
{
    /// <summary>
    /// The obstacle between QEMU's user and a file, with the next step, or <c>null</c>. An obstacle is a directory it may not enter or, when it
    /// <paramref name="reads"/>, the file itself.
    /// </summary>
    string? FindObstacle(string path, bool reads);
}
