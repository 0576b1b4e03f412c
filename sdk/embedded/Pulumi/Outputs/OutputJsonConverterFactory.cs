using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi.Outputs;

/// <summary>Writes outputs as their values and records them.</summary>
internal sealed class OutputJsonConverterFactory(MetOutputs met) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Output<>);

    public override JsonConverter CreateConverter(
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        // Only a Nullable<T> is created as null.
        (JsonConverter)
            Activator.CreateInstance(
                typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()),
                met
            )!;

    private sealed class Converter<T>(MetOutputs met) : JsonConverter<Output<T>>
    {
        public override Output<T> Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            throw new NotSupportedException(
                "An output cannot be deserialized from JSON. Deserialize its value instead."
            );

        public override void Write(
            Utf8JsonWriter writer,
            Output<T> value,
            JsonSerializerOptions options
        )
        {
            if (!value.State.IsCompleted)
            {
                met.Pending.Add(value.State);
                writer.WriteNullValue();
                return;
            }

            var state = value.State.GetAwaiter().GetResult();
            met.Meet(state);
            if (state.IsKnown)
            {
                JsonSerializer.Serialize(writer, state.Value, options);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
