namespace Infra.NixHost;

/// <summary>The access to a <see cref="SelfConfiguringGuest"/> over SSH, in addition to its own configuration.</summary>
public enum SshAccess
{
    /// <summary>The owners of <see cref="SelfConfiguringGuestArgs.AuthorizedKeys"/> may log in. The guest gets public keys only.</summary>
    AuthorizedKeys,

    /// <summary>Nobody may log in.</summary>
    None,

    /// <summary>
    /// The guest gets a copy of the host's <see cref="SelfConfiguringGuestArgs.SshDirectory"/> at <c>/root/.ssh</c>, including
    /// private keys. Root of the guest can then log in wherever the host can. The copy is outside the Nix store, where only
    /// root and QEMU can read it. An <c>up</c> after a change of the directory makes a new copy.
    /// </summary>
    HostDirectory,
}
