using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Infra.NixHost.Analyzers.Reading;

/// <summary>Reads what the operations of a program say without running it.</summary>
internal static class Operations
{
    private const string Library = "Infra.NixHost";
    private const string Pulumi = "Pulumi";

    /// <summary>The value below conversions to inputs; a program's own conversions may compute anything and stay.</summary>
    public static IOperation Plain(this IOperation operation)
    {
        while (operation is IConversionOperation conversion && IsTransparent(conversion))
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    /// <summary>Whether the value is known to be <c>null</c>.</summary>
    public static bool IsNull(this IOperation operation) =>
        operation.Plain().ConstantValue is { HasValue: true, Value: null };

    /// <summary>A constant text, or a constant number as its text; <c>null</c> for all else.</summary>
    public static string? Text(this IOperation operation) =>
        operation.Plain() is var plain
        && plain.ConstantValue is { HasValue: true, Value: { } value }
            ? value switch
            {
                string text => text,
                int or long or double => Convert.ToString(value, CultureInfo.InvariantCulture),
                _ => null,
            }
            : Quantities.Text(plain);

    /// <summary>Whether a type is the inputs of something in the library.</summary>
    public static bool IsArgs(this ITypeSymbol? type) =>
        type is { ContainingNamespace: { } space }
        && type.Name.EndsWith("Args", StringComparison.Ordinal)
        && space.ToDisplayString() == Library;

    /// <summary>Whether a type is what takes the inputs of a type.</summary>
    public static bool IsResourceOf(this ITypeSymbol? type, ITypeSymbol args) =>
        type is { ContainingNamespace: { } space }
        && space.ToDisplayString() == Library
        && $"{type.Name}Args" == args.Name;

    /// <summary>Whether a type is a list or a map of inputs.</summary>
    public static bool IsOfPulumi(this ITypeSymbol? type) =>
        type is { ContainingNamespace: { } space } && space.ToDisplayString() == Pulumi;

    /// <summary>Whether a conversion keeps the value: one of the language, one to an input, or one that does not compile.</summary>
    private static bool IsTransparent(IConversionOperation conversion) =>
        conversion.OperatorMethod is not { } method
        || method.ContainingType.IsOfPulumi()
        || method.ContainingType.OriginalDefinition.IsOfPulumi()
        || method.ContainingType.IsOfLibrary();

    /// <summary>Whether a type is one of the library, whose conversions keep the value.</summary>
    public static bool IsOfLibrary(this ITypeSymbol? type) =>
        type is { ContainingNamespace: { } space } && space.ToDisplayString() == Library;
}
