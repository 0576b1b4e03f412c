using System.Collections;
using System.Text.Json;
using Infra.Protocol.Values;

namespace Pulumi.Serialization;

/// <summary>Finds values that no input can have, without waiting for outputs.</summary>
internal static class InputTypes
{
    /// <exception cref="RunException">The value, or one within it, is of a type that cannot be an input.</exception>
    public static void Require(string path, object? value)
    {
        switch (value)
        {
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    Require($"{path}.{entry.Key}", entry.Value);
                }

                break;
            // A default ImmutableArray throws when it is enumerated.
            case IList list when Serializer.IsDefaultArray(list):
                break;
            case IList list:
                for (var i = 0; i < list.Count; i++)
                {
                    Require($"{path}[{i}]", list[i]);
                }

                break;
            default:
                if (value is not null && !IsInput(value))
                {
                    throw Serializer.Unsupported(path, $"a {value.GetType().FullName}");
                }

                break;
        }
    }

    private static bool IsInput(object value) =>
        value
            is bool
                or int
                or double
                or string
                or IInput
                or IOutput
                or Resource
                or InputArgs
                or AssetOrArchive
                or JsonInput
                or IUnion
                or PropertyValue
                or JsonElement
                or JsonDocument
        || (value.GetType() is { IsEnum: true } type && Enum.GetUnderlyingType(type) == typeof(int))
        || EnumTypes.TryUnwrap(value, out _)
        || OutputTypes.TryReadFields(value, out _);
}
