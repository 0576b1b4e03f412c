using System.Collections.Immutable;

namespace Infra.NixHost.Provider.Resources;

/// <summary>
/// What the resources of the program want of the host, in the order in which they came. A resource counts once, however often it is checked.
/// </summary>
internal sealed class Wishes<T>
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, (T Wish, bool IsChanged)> _byUrn = new(
        StringComparer.Ordinal
    );

    /// <summary>All wishes so far.</summary>
    public ImmutableArray<T> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _byUrn.Values.Select(entry => entry.Wish)];
            }
        }
    }

    /// <summary>Notes the wish of a resource in place of its former one.</summary>
    /// <param name="identity">The resource.</param>
    /// <param name="wish">Its wish.</param>
    /// <param name="isChanged">Whether the resource is new, or wanted something else before.</param>
    public void Note(ResourceIdentity identity, T wish, bool isChanged)
    {
        lock (_gate)
        {
            _byUrn[identity.Urn.Value] = (wish, isChanged);
        }
    }

    /// <summary>Forgets the wish of a resource that is wrong, and which the engine does not make.</summary>
    public void Forget(ResourceIdentity identity)
    {
        lock (_gate)
        {
            _byUrn.Remove(identity.Urn.Value);
        }
    }

    /// <summary>
    /// The wishes up to that of a resource, which is the last one; none where nothing among them has changed. They are the same whichever
    /// of several checks at once is the first to ask.
    /// </summary>
    public ImmutableArray<(T Wish, bool IsChanged)> UpTo(ResourceIdentity identity)
    {
        lock (_gate)
        {
            var last = _byUrn.IndexOf(identity.Urn.Value);
            ImmutableArray<(T, bool IsChanged)> all = [.. _byUrn.Values.Take(last + 1)];
            return all.Any(entry => entry.IsChanged) ? all : [];
        }
    }
}
