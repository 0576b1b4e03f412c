using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Pulumi;

/// <summary>Exceptions as a user wants to read them: what and where in the own program, without the machinery around.</summary>
internal static class ExceptionText
{
    public static string Of(Exception exception)
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

            text.Append(e.GetType()).Append(": ").AppendLine(e.Message);
            AppendFrames(text, e);
        }

        return text.ToString().TrimEnd();
    }

    // Wrappers that reflection and tasks put around tell nothing.
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
            // A trace of one frame names async methods as they are written, which a frame does not.
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
