using Pulumi.Deployments;
using Pulumirpc;

namespace Pulumi;

/// <summary>Messages of the program to whoever runs it, shown with the engine's own.</summary>
public static class Log
{
    /// <summary>Writes what is of interest only when looking for a mistake; shown with <c>--debug</c>.</summary>
    /// <param name="message">The text.</param>
    /// <param name="resource">What it is about; the stack when <c>null</c>.</param>
    /// <param name="streamId">Messages of the same number are shown as one text.</param>
    /// <param name="ephemeral">Shown while the run lasts and left out of the summary.</param>
    public static void Debug(
        string message,
        Resource? resource = null,
        int? streamId = null,
        bool? ephemeral = null
    ) => Write(LogSeverity.Debug, message, resource, streamId, ephemeral);

    /// <summary>Writes what is good to know.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Info(
        string message,
        Resource? resource = null,
        int? streamId = null,
        bool? ephemeral = null
    ) => Write(LogSeverity.Info, message, resource, streamId, ephemeral);

    /// <summary>Writes what somebody should look at.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Warn(
        string message,
        Resource? resource = null,
        int? streamId = null,
        bool? ephemeral = null
    ) => Write(LogSeverity.Warning, message, resource, streamId, ephemeral);

    /// <summary>Writes what is wrong: the program goes on to its end, and has failed then.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Error(
        string message,
        Resource? resource = null,
        int? streamId = null,
        bool? ephemeral = null
    ) => Write(LogSeverity.Error, message, resource, streamId, ephemeral);

    /// <summary>Writes an exception as an error, with its stack trace.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="resource">What it is about; the stack when <c>null</c>.</param>
    /// <param name="streamId">Messages of the same number are shown as one text.</param>
    /// <param name="ephemeral">Shown while the run lasts and left out of the summary.</param>
    public static void Exception(
        Exception exception,
        Resource? resource = null,
        int? streamId = null,
        bool? ephemeral = null
    )
    {
        ArgumentNullException.ThrowIfNull(exception);
        Write(LogSeverity.Error, ExceptionText.Of(exception), resource, streamId, ephemeral);
    }

    private static void Write(
        LogSeverity severity,
        string message,
        Resource? resource,
        int? streamId,
        bool? ephemeral
    ) => _ = DeploymentContext.Required.Log.Write(severity, message, resource, streamId, ephemeral);
}
