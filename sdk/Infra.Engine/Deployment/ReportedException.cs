using Infra.Protocol;

namespace Infra.Engine.Deployment;

/// <summary>Ends a run whose user knows why already: the reason was published as a diagnostic.</summary>
internal sealed class ReportedException : InfraException
{
    public ReportedException(string message)
        : base(message) { }

    public ReportedException(string message, Exception innerException)
        : base(message, innerException) { }

    public ReportedException() { }
}
