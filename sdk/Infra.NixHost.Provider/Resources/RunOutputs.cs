using System.Collections.Concurrent;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// The text outputs of the resources that this run has created or will create, and of those that former runs have created.
/// Checks consult them, because what exists after the run is not missing.
/// </summary>
internal sealed class RunOutputs
{
    private readonly ConcurrentDictionary<string, bool> _texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _leaving = new(StringComparer.Ordinal);

    /// <summary>Adds the texts among a resource's outputs.</summary>
    public void Add(PropertyMap outputs)
    {
        foreach (var text in TextsOf(outputs))
        {
            _texts[text] = true;
        }
    }

    /// <summary>Adds the texts among the outputs of a resource that a former run has created. Whether it still exists is not said.</summary>
    public void AddFormer(PropertyMap outputs)
    {
        foreach (var text in TextsOf(outputs))
        {
            _texts.TryAdd(text, false);
        }
    }

    /// <summary>Notes that the texts among the outputs of a resource go, because it is made anew elsewhere.</summary>
    public void Leave(PropertyMap outputs)
    {
        foreach (var text in TextsOf(outputs))
        {
            _leaving[text] = true;
        }
    }

    /// <summary>Whether a name or path goes in this run and is not made again.</summary>
    public bool IsLeaving(string text) => _leaving.ContainsKey(text) && !Contains(text);

    /// <summary>Whether a name or path is an output of this run.</summary>
    public bool Contains(string text) => _texts.GetValueOrDefault(text);

    /// <summary>Whether a name or path is an output of any resource of the host, also of one that a former run has created.</summary>
    public bool ContainsFormer(string text) => _texts.ContainsKey(text);

    private static IEnumerable<string> TextsOf(PropertyMap outputs) =>
        outputs
            .Values.Select(PropertyContent.Of)
            .OfType<PropertyValue.String>()
            .Select(text => text.Value);
}
