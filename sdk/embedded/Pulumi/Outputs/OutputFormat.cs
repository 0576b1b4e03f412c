using System.Globalization;

namespace Pulumi.Outputs;

/// <summary>Formats strings that contain outputs.</summary>
internal static class OutputFormat
{
    public static Output<string> Of(FormattableString text)
    {
        IOutput[] holes = [.. text.GetArguments().Select(AsOutput)];
        return new(
            OutputFlow.JoinAsync(
                holes,
                () =>
                    string.Format(
                        CultureInfo.InvariantCulture,
                        text.Format,
                        [
                            .. holes.Select(hole =>
                                hole.GetStateAsync().GetAwaiter().GetResult().Value
                            ),
                        ]
                    )
            )
        );
    }

    private static IOutput AsOutput(object? hole) =>
        hole switch
        {
            IOutput output => output,
            IInput input => input.ToUntypedOutput(),
            _ => Output.Create(hole),
        };
}
