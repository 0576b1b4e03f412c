namespace Infra.NixHost.Host.Images;

/// <summary>What the user that libvirt runs QEMU as can reach on the host.</summary>
public interface IQemuAccess
{
    /// <summary>
    /// What keeps QEMU's user from a file, with the next step, or <c>null</c> when nothing does: a directory on the way it may not enter or,
    /// when it <paramref name="reads"/>, the file itself.
    /// </summary>
    string? FindObstacle(string path, bool reads);
}
