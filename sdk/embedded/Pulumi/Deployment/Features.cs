using System.Collections.Concurrent;

namespace Pulumi.Deployments;

/// <summary>Asks which features the engine supports. Each question is sent once, even if many callers ask at the same time.</summary>
internal sealed class Features(IMonitor monitor)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _answers = new();

    public Task<bool> HasAsync(string feature) =>
        _answers.GetOrAdd(feature, id => new(() => monitor.SupportsFeatureAsync(id))).Value;

    /// <summary>Fails when the engine lacks a feature.</summary>
    /// <param name="wanted">The part of the API that the program uses, for the message.</param>
    public async Task RequireAsync(string feature, string wanted)
    {
        if (!await HasAsync(feature).ConfigureAwait(false))
        {
            throw new RunException(
                $"The program uses {wanted}, but the engine does not support '{feature}'. Update Pulumi."
            );
        }
    }
}
