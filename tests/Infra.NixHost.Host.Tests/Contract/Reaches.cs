namespace Infra.NixHost.Hosts.Tests.Contract;

/// <summary>What differs between the ways.</summary>
internal static class Reaches
{
    /// <summary>The code of a failure, which says "host" where the host is another machine.</summary>
    public static string Code(this Reach reach, string code) =>
        reach == Reach.Here ? code : "host-" + code;
}
