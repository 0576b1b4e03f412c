namespace Pulumi.Outputs;

/// <summary>The string that an output yields in place of its value.</summary>
internal static class OutputText
{
    private const string Strict = "PULUMI_ERROR_OUTPUT_STRING";

    private const string Reminder =
        "An Output<T> cannot be converted to a string, because its value is not known yet. Use Output.Format($\"…{output}…\") or output.Apply(value => …).";

    public static string OfOutput() =>
        Environment.GetEnvironmentVariable(Strict) is "1" or "true"
            ? throw new InvalidOperationException(Reminder)
            : Reminder;
}
