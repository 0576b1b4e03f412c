namespace Pulumi.Outputs;

/// <summary>What a program gets that writes an output into a text.</summary>
internal static class OutputText
{
    private const string Strict = "PULUMI_ERROR_OUTPUT_STRING";

    private const string Reminder =
        "An Output<T> has no text: its value comes later. Use Output.Format($\"…{output}…\"), or output.Apply(value => …).";

    public static string OfOutput() =>
        Environment.GetEnvironmentVariable(Strict) is "1" or "true"
            ? throw new InvalidOperationException(Reminder)
            : Reminder;
}
