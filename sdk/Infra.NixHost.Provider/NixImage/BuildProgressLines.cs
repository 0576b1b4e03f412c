using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Log;
using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>Shows the progress of a build.</summary>
internal sealed class BuildProgressLines(IEngineLog log, Urn urn) : IProgress<BuildProgress>
{
    /// <inheritdoc/>
    public void Report(BuildProgress value) =>
        log.Status(
            urn,
            $"building {value.Done}/{value.Expected}{(value.Phase.Length == 0 ? "" : $": {value.Phase}")}"
        );
}
