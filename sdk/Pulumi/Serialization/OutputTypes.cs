using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>Classes with <see cref="OutputTypeAttribute"/>: structured outputs.</summary>
internal static class OutputTypes
{
    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static bool Is(Type type) => type.IsDefined(typeof(OutputTypeAttribute), inherit: false);

    /// <summary>The constructor that takes the properties; an output type without one is an error of its author.</summary>
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
        ?? parameter.Name!; // Only return values have no name.

    /// <summary>The properties of a value that goes back into an input: its public fields, the first letter small.</summary>
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
