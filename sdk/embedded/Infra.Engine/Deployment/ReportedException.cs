using Infra.Protocol;

namespace Infra.Engine.Deployment;

/// <summary>Ends a run whose failure has already been published as a diagnostic.</summary>
internal sealed class ReportedException : InfraException
{
    public ReportedException(string message)
        : base(message) { }

    public ReportedException(string message, Exception innerException)
        : base(message, innerException) { }

    public ReportedException() { }
}
