using Google.Protobuf.Collections;

namespace Infra.Engine.Monitor.Transforms;

/// <summary>Replaces the content of a message's lists and maps.</summary>
internal static class RepeatedFields
{
    public static void SetTo<T>(this RepeatedField<T> field, IEnumerable<T> values)
    {
        var copy = values.ToList();
        field.Clear();
        field.AddRange(copy);
    }

    public static void SetTo<T>(this MapField<string, T> field, IDictionary<string, T> values)
    {
        var copy = values.ToDictionary();
        field.Clear();
        field.Add(copy);
    }
}
