using Pulumi.Deployments;
using Pulumirpc;

namespace Pulumi.Outputs;

/// <summary>The string that an output yields in place of its value.</summary>
internal static class OutputText
{
    private const string Strict = "PULUMI_ERROR_OUTPUT_STRING";

    /// <summary>The first sentence is what programs and pipelines look for.</summary>
    private const string Reminder =
        "Calling [ToString] on an [Output<T>] is not supported. Its value is not known yet: use Output.Format($\"…{output}…\") or "
        + "output.Apply(value => …).";

    /// <summary>Warns of the mistake, because the string often ends up where nobody reads it.</summary>
    public static string OfOutput()
    {
        if (
            Environment.GetEnvironmentVariable(Strict) is { } strict
            && (strict == "1" || strict.Equals("true", StringComparison.OrdinalIgnoreCase))
        )
        {
            throw new InvalidOperationException(Reminder);
        }

        _ = DeploymentContext.Current?.Log.Write(LogSeverity.Warning, Reminder);
        return Reminder;
    }
}
