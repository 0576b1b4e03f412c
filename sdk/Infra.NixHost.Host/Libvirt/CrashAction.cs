namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>The action after a crash of a guest: <c>virDomainLifecycleAction</c>.</summary>
public enum CrashAction
{
    /// <summary>The domain is switched off.</summary>
    Destroy = 0,

    /// <summary>The domain boots again.</summary>
    Restart = 1,

    /// <summary>The domain stays as it is.</summary>
    Preserve = 3,
}
