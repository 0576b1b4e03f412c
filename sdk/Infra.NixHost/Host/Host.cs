using System.Diagnostics.CodeAnalysis;
using Pulumi;

namespace Infra.NixHost;

/// <example>
/// <code>
/// var attic = new Host("attic", new() { Address = "ssh://root@attic.lan" });
/// var lan = new BridgeNetwork("lan", new() { Host = attic, Bridge = "br0" });
/// </code>
/// </example>
public sealed partial class Host
{
    /// <summary>Converts the host to the input <c>Host</c> of other resources; <c>null</c> is the provider's own.</summary>
    [return: NotNullIfNotNull(nameof(host))]
    public static implicit operator Input<HostConnectionArgs>?(Host? host) =>
        host is null ? default(Input<HostConnectionArgs>?) : host.Connection.Apply(Link);

    private static HostConnectionArgs Link(Outputs.HostConnection connection) =>
        new()
        {
            Uuid = connection.Uuid,
            Address = Given(connection.Address),
            HostKey = Given(connection.HostKey),
            IdentityFile = Given(connection.IdentityFile),
            Sudo = connection.Sudo is { } sudo ? (Input<bool>)sudo : null,
            StateDirectory = Given(connection.StateDirectory),
            GcRootDirectory = Given(connection.GcRootDirectory),
            ImageDirectory = Given(connection.ImageDirectory),
            BuildOn = Given(connection.BuildOn),
            MaxMemoryPercent = Given(connection.MaxMemoryPercent),
            MaxDiskPercent = Given(connection.MaxDiskPercent),
            MaxCpusPerProcessor = Given(connection.MaxCpusPerProcessor),
        };

    private static Input<int>? Given(int? number) => number is { } given ? (Input<int>)given : null;

    private static Input<string>? Given(string? text) => text is null ? null : (Input<string>)text;
}
