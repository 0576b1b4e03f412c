namespace Infra.NixHost.Hosts.Files;

/// <summary>Who may use a directory that is made.</summary>
public enum DirectoryRights
{
    /// <summary>Everybody may enter it and list it (0755, of which the umask takes away). It keeps the rights that it has.</summary>
    Listed,

    /// <summary>Others may enter it, as QEMU's user must, and nobody else may list it (0711 whatever the umask). It keeps the rights that it has.</summary>
    Entered,

    /// <summary>Only this user may enter it (0700 whatever the umask), also when it was open before. Its new parents can be entered.</summary>
    Private,
}
