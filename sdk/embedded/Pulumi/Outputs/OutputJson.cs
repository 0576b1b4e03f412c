using System.Text.Json;

namespace Pulumi.Outputs;

/// <summary>Serializes values that contain outputs to JSON.</summary>
internal static class OutputJson
{
    public static Task<OutputState<string>> SerializeAsync<T>(
        Output<T> value,
        JsonSerializerOptions? options
    ) => OutputFlow.ThenAsync(value.State, content => SerializeAsync(content, options));

    private static async Task<OutputState<string>> SerializeAsync<T>(
        T content,
        JsonSerializerOptions? options
    )
    {
        // The serializer cannot await, so it runs again until it finds no output that is still pending.
        while (true)
        {
            var met = new MetOutputs();
            var json = JsonSerializer.Serialize(content, met.AddTo(options));
            if (met.Pending.Count == 0)
            {
                return met.Conclude(json);
            }

            await Task.WhenAll(met.Pending).ConfigureAwait(false);
        }
    }
}
