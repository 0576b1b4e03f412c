using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Reads classes with <see cref="OutputTypeAttribute"/>, which are structured outputs.</summary>
internal static class OutputTypes
{
    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static bool Is(Type type) => type.IsDefined(typeof(OutputTypeAttribute), inherit: false);

    /// <summary>Returns the constructor that takes the properties. An output type without one is a bug of its author.</summary>
    public static ConstructorInfo Constructor(Type type) =>
        type.GetConstructors(Any)
            .FirstOrDefault(constructor =>
                constructor.IsDefined(typeof(OutputConstructorAttribute), inherit: false)
            )
        ?? throw new InvalidOperationException(
            $"{type.FullName} has [OutputType] but no constructor with [OutputConstructor]."
        );

    public static string NameOf(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name
        ?? parameter.Name!; // Only a return value has no name, and this is a parameter.

    /// <summary>Returns the properties of a value that is used as an input. They are its public fields in camel case.</summary>
    public static bool TryReadFields(
        object value,
        [NotNullWhen(true)] out IEnumerable<KeyValuePair<string, object?>>? fields
    )
    {
        var type = value.GetType();
        fields = Is(type)
            ? type.GetFields(BindingFlags.Instance | BindingFlags.Public)
                .Select(field =>
                    KeyValuePair.Create(
                        char.ToLowerInvariant(field.Name[0]) + field.Name[1..],
                        field.GetValue(value)
                    )
                )
            : null;
        return fields is not null;
    }
}
