namespace Infra.Engine.Events;

/// <summary>How serious a message is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Detail for finding the cause of a problem.</summary>
    Debug,

    /// <summary>Information for every user.</summary>
    Info,

    Warning,

    /// <summary>The run fails.</summary>
    Error,
}
