using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Pulumi;

/// <summary>Describes exceptions with the frames of the user's program only.</summary>
internal static class ExceptionText
{
    /// <summary>Each exception with its type, message and frames.</summary>
    public static string Of(Exception exception) =>
        Of(exception, e => $"{e.GetType()}: {e.Message}");

    /// <summary>Each exception with its message and frames, for failures of which the engine says what has failed.</summary>
    public static string WithoutTypes(Exception exception) => Of(exception, e => e.Message);

    private static string Of(Exception exception, Func<Exception, string> headline)
    {
        var text = new StringBuilder();
        for (
            var e = Unwrap(exception);
            e is not null;
            e = e.InnerException is { } inner ? Unwrap(inner) : null
        )
        {
            if (text.Length > 0)
            {
                text.Append("caused by ");
            }

            text.AppendLine(headline(e));
            AppendFrames(text, e);
        }

        return text.ToString().TrimEnd();
    }

    // The wrappers of reflection and tasks carry no information.
    private static Exception Unwrap(Exception exception) =>
        exception switch
        {
            TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
            AggregateException { InnerExceptions: [var single] } => Unwrap(single),
            _ => exception,
        };

    private static void AppendFrames(StringBuilder text, Exception exception)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        var own = Array.FindAll(frames, IsUsers);
        foreach (var frame in own.Length > 0 ? own : frames)
        {
            // A trace of one frame shows the source name of an async method; the frame itself does not.
            text.AppendLine(new StackTrace(frame).ToString().TrimEnd());
        }
    }

    private static bool IsUsers(StackFrame frame)
    {
        var assembly = frame.GetMethod()?.DeclaringType?.Assembly;
        return assembly is not null
            && assembly != typeof(ExceptionText).Assembly
            && assembly.GetName().Name is { } name
            && !name.StartsWith("System.", StringComparison.Ordinal)
            && !name.StartsWith("Grpc.", StringComparison.Ordinal);
    }
}
