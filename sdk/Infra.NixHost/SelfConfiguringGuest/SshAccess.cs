namespace Infra.NixHost;

/// <summary>Who gets into a <see cref="SelfConfiguringGuest"/> over SSH, apart from what its configuration says itself.</summary>
public enum SshAccess
{
    /// <summary>The owners of <see cref="SelfConfiguringGuestArgs.AuthorizedKeys"/>: public keys only.</summary>
    AuthorizedKeys,

    /// <summary>Nobody.</summary>
    None,

    /// <summary>
    /// Whom <see cref="SelfConfiguringGuestArgs.SshDirectory"/> of the host lets in: the guest has a copy of it at <c>/root/.ssh</c>, with the
    /// private keys that lie in it. Root of the guest can then log in wherever the host can. The copy lies outside the Nix store, where only
    /// root and QEMU can read it, and is made anew by an <c>up</c> that finds the directory changed.
    /// </summary>
    HostDirectory,
}
