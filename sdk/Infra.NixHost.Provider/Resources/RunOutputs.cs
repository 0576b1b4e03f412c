using System.Collections.Concurrent;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// The text outputs of the resources that this run has created or will create.
/// Checks consult them, because what exists after the run is not missing.
/// </summary>
internal sealed class RunOutputs
{
    private readonly ConcurrentDictionary<string, byte> _texts = new(StringComparer.Ordinal);

    /// <summary>Adds the texts among a resource's outputs.</summary>
    public void Add(PropertyMap outputs)
    {
        foreach (var (_, value) in outputs)
        {
            if (PropertyContent.Of(value) is PropertyValue.String text)
            {
                _texts.TryAdd(text.Value, 0);
            }
        }
    }

    /// <summary>Whether a name or path is an output of this run.</summary>
    public bool Contains(string text) => _texts.ContainsKey(text);
}
