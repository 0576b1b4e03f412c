namespace Infra.NixHost.Hosts.Tests.Contract;

/// <summary>The ways to a host. What callers rely on is tested on each of them.</summary>
internal enum Reach
{
    /// <summary>The host is this machine.</summary>
    Here,

    /// <summary>The host is behind ssh. It is this machine too, so tests look at its files directly.</summary>
    Ssh,
}
