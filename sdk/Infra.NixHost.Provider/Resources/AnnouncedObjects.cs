using System.Collections.Concurrent;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// The names and paths of what this run has made or, in a preview, will make: who needs one of them must not hear that it is missing.
/// </summary>
internal sealed class AnnouncedObjects
{
    private readonly ConcurrentDictionary<string, byte> _texts = new(StringComparer.Ordinal);

    /// <summary>Notes the texts among a resource's outputs.</summary>
    public void Note(PropertyMap outputs)
    {
        foreach (var (_, value) in outputs)
        {
            if (Plain.Of(value) is PropertyValue.String text)
            {
                _texts.TryAdd(text.Value, 0);
            }
        }
    }

    /// <summary>Whether a resource of the program is, or leads to, this name or path.</summary>
    public bool Has(string text) => _texts.ContainsKey(text);
}
