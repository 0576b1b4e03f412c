using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Bridges;
using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Functions;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.GetHost;

/// <summary>Reports what the host can do.</summary>
internal sealed class GetHostFunction(ProviderSession session) : IFunction
{
    /// <inheritdoc/>
    public FunctionDefinition Definition => GetHostDefinition.Function;

    /// <inheritdoc/>
    public async Task<PropertyMap> InvokeAsync(
        PropertyMap inputs,
        CancellationToken cancellationToken
    )
    {
        return OutputsOf(await session.Host.Facts.ReadAsync(cancellationToken));
    }

    /// <summary>The facts of a host as outputs.</summary>
    public static PropertyMap OutputsOf(HostFacts facts) =>
        PropertyMap.Of(
            ("libvirtVersion", facts.LibvirtVersion),
            ("qemuVersion", facts.QemuVersion),
            ("nixVersion", facts.NixVersion),
            ("accelerator", facts.Accelerator.IsKvm ? "kvm" : "tcg"),
            ("acceleratorReason", facts.Accelerator.Reason),
            ("bridges", PropertyValue.List(facts.Bridges.Select(Bridge))),
            ("cpus", facts.Cpus),
            ("memory", facts.Memory),
            ("freeMemory", facts.FreeMemory),
            ("disk", facts.Disk),
            ("freeDisk", facts.FreeDisk),
            ("freeStore", facts.FreeStore),
            ("problems", PropertyValue.List(facts.Problems.Select(Problem)))
        );

    private static PropertyValue Bridge(HostBridge bridge) =>
        PropertyMap.Of(
            ("name", bridge.Name),
            ("uplinks", PropertyValue.List(bridge.Uplinks.Select(u => (PropertyValue)u))),
            ("hasCarrier", bridge.HasCarrier)
        );

    private static PropertyValue Problem(HostProblem problem) =>
        PropertyMap.Of(
            ("code", problem.Code),
            ("fatal", problem.IsFatal),
            ("message", problem.Message),
            ("hint", problem.Hint)
        );
}
