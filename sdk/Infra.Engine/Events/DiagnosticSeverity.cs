namespace Infra.Engine.Events;

/// <summary>How serious a message is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>For those who look for the cause of something.</summary>
    Debug,

    /// <summary>For everybody.</summary>
    Info,

    /// <summary>Something may be wrong.</summary>
    Warning,

    /// <summary>The run fails.</summary>
    Error,
}
