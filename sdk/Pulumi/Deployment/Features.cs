using System.Collections.Concurrent;

namespace Pulumi.Deployments;

/// <summary>What the engine can do; each question is sent once, however many ask at the same time.</summary>
internal sealed class Features(IMonitor monitor)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _answers = new(
        StringComparer.Ordinal
    );

    public Task<bool> HasAsync(string feature) =>
        _answers.GetOrAdd(feature, id => new(() => monitor.SupportsFeatureAsync(id))).Value;

    /// <summary>Fails when the engine cannot do what a program wants.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="wanted">What the program uses, for the message.</param>
    public async Task RequireAsync(string feature, string wanted)
    {
        if (!await HasAsync(feature).ConfigureAwait(false))
        {
            throw new RunException(
                $"The program uses {wanted}, and the engine that runs it does not know '{feature}'. Use a newer Pulumi."
            );
        }
    }
}
