using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Infra.NixHost.Analyzers.Reading;

/// <summary>Reads sizes and durations that a program makes of constants, as the texts that the provider gets.</summary>
internal static class Quantities
{
    private const int SecondsOfAMinute = 60;
    private const int SecondsOfAnHour = 3600;

    /// <summary>The text of <c>Size.GiB(2)</c>, <c>Size.Parse("2GiB")</c> or <c>TimeSpan.FromMinutes(5)</c>; <c>null</c> for all else.</summary>
    public static string? Text(IOperation operation) =>
        operation
            is IInvocationOperation
            {
                TargetMethod: { IsStatic: true, ContainingType: { } type } method,
                Arguments: [{ Value: var argument }],
            }
        && argument.Plain().ConstantValue is { HasValue: true, Value: { } value }
            ? (type.Name, method.Name) switch
            {
                ("Size", "KiB" or "MiB" or "GiB" or "TiB") when type.IsOfLibrary() => Written(value)
                    + method.Name,
                ("Size", "Parse" or "FromBytes") when type.IsOfLibrary() => Written(value),
                ("TimeSpan", "FromSeconds") => Seconds(value, 1),
                ("TimeSpan", "FromMinutes") => Seconds(value, SecondsOfAMinute),
                ("TimeSpan", "FromHours") => Seconds(value, SecondsOfAnHour),
                _ => null,
            }
            : null;

    private static string Written(object value) =>
        Convert.ToString(value, CultureInfo.InvariantCulture);

    /// <summary>A duration as the library writes it.</summary>
    private static string Seconds(object value, int unit) =>
        (Convert.ToDouble(value, CultureInfo.InvariantCulture) * unit).ToString(
            "0.###",
            CultureInfo.InvariantCulture
        ) + "s";
}
