using Pulumi.Deployments;
using Pulumirpc;

namespace Pulumi;

/// <summary>Writes messages to the user, which the engine shows beside its own.</summary>
public static class Log
{
    /// <summary>Writes a debug message, which is shown with <c>--debug</c>.</summary>
    /// <param name="resource">The resource that the message is about. Default: the stack.</param>
    /// <param name="streamId">The number of a stream; messages of one stream are shown as one text.</param>
    /// <param name="ephemeral">Whether the message is shown during the run only, not in the summary.</param>
    public static void Debug(
        string message,
        Resource? resource = null,
        int? streamId = null,
        bool? ephemeral = null
    ) => Write(LogSeverity.Debug, message, resource, streamId, ephemeral);

    /// <summary>Writes information.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Info(
        string message,
        Resource? resource = null,
        int? streamId = null,
        bool? ephemeral = null
    ) => Write(LogSeverity.Info, message, resource, streamId, ephemeral);

    /// <summary>Writes a warning.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Warn(
        string message,
        Resource? resource = null,
        int? streamId = null,
        bool? ephemeral = null
    ) => Write(LogSeverity.Warning, message, resource, streamId, ephemeral);

    /// <summary>Writes an error. The program continues to its end and then fails.</summary>
    /// <inheritdoc cref="Debug"/>
    public static void Error(
        string message,
        Resource? resource = null,
        int? streamId = null,
        bool? ephemeral = null
    ) => Write(LogSeverity.Error, message, resource, streamId, ephemeral);

    /// <summary>Writes an exception as an error, with its stack trace.</summary>
    /// <param name="resource">The resource that the message is about. Default: the stack.</param>
    /// <param name="streamId">The number of a stream; messages of one stream are shown as one text.</param>
    /// <param name="ephemeral">Whether the message is shown during the run only, not in the summary.</param>
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
