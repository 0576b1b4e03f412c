using Infra.NixHost.Hosts.Facts;

namespace Infra.NixHost.Provider.Hosts;

/// <summary>A host that has told which machine it is.</summary>
/// <param name="Open">The host.</param>
/// <param name="Machine">The machine.</param>
internal sealed record FoundHost(OpenHost Open, HostMachine Machine);
