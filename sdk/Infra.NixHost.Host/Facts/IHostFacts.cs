namespace Infra.NixHost.Host.Facts;

/// <summary>Looks at what the host can do.</summary>
public interface IHostFacts
{
    /// <summary>The facts now. What is missing or broken is among the problems, never an exception.</summary>
    Task<HostFacts> ReadAsync(CancellationToken cancellationToken);
}
