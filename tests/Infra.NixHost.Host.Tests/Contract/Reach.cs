namespace Infra.NixHost.Host.Tests.Contract;

/// <summary>The ways to a host. What callers rely on is tested on each of them.</summary>
internal enum Reach
{
    /// <summary>The host is this machine.</summary>
    Here,

    /// <summary>The host is behind ssh. It is this machine too, so tests look at its files directly.</summary>
    Ssh,
}

/// <summary>What differs between the ways.</summary>
internal static class Reaches
{
    /// <summary>The code of a failure, which says "host" where the host is another machine.</summary>
    public static string Code(this Reach reach, string code) =>
        reach == Reach.Here ? code : "host-" + code;
}
