using Infra.Protocol;

namespace Infra.Engine.Deployment;

/// <summary>Ends a run whose failure has already been published as a diagnostic.</summary>
internal sealed class ReportedException(string message, Exception? cause = null)
    : InfraException(message, cause);
