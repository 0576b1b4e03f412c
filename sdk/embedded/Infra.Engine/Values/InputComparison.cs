using System.Collections.Immutable;
using Infra.Engine.Events;
using Infra.Engine.Values.Assets;
using Infra.Protocol.Paths;
using Infra.Protocol.Values;

namespace Infra.Engine.Values;

/// <summary>The differences between old and new inputs, for providers that leave the comparison to the engine.</summary>
internal sealed class InputComparison
{
    private readonly SortedDictionary<string, PropertyDiff> _details = new(StringComparer.Ordinal);

    private InputComparison(PropertyMap olds, PropertyMap news)
    {
        var changed = ImmutableArray.CreateBuilder<string>();
        foreach (var name in olds.Keys.Union(news.Keys).Order(StringComparer.Ordinal))
        {
            var before = _details.Count;
            Compare([name], olds.Get(name), news.Get(name));
            if (_details.Count > before)
            {
                changed.Add(name);
            }
        }

        ChangedKeys = changed.ToImmutable();
    }

    /// <summary>The names of the properties that differ.</summary>
    public ImmutableArray<string> ChangedKeys { get; }

    /// <summary>Every path that differs, with the kind of difference.</summary>
    public ImmutableSortedDictionary<string, PropertyDiff> DetailedDiff =>
        _details.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Compares values and ignores whether they are secret.</summary>
    public static InputComparison Of(PropertyMap olds, PropertyMap news) =>
        new(AssetHashes.Only(olds.Unwrap()), AssetHashes.Only(news.Unwrap()));

    private void Compare(
        ImmutableArray<PathSegment> path,
        PropertyValue? old,
        PropertyValue? changed
    )
    {
        switch (old, changed)
        {
            case (null, null):
                break;
            case (null, _):
                Add(path, PropertyDiffKind.Add);
                break;
            case (_, null):
                Add(path, PropertyDiffKind.Delete);
                break;
            case (PropertyValue.Object o, PropertyValue.Object n):
                foreach (var name in o.Properties.Keys.Union(n.Properties.Keys))
                {
                    Compare(path.Add(name), o.Properties.Get(name), n.Properties.Get(name));
                }

                break;
            case (PropertyValue.Array o, PropertyValue.Array n):
                for (var i = 0; i < Math.Max(o.Items.Length, n.Items.Length); i++)
                {
                    Compare(
                        path.Add(i),
                        o.Items.ElementAtOrDefault(i),
                        n.Items.ElementAtOrDefault(i)
                    );
                }

                break;
            default:
                if (!old.Equals(changed))
                {
                    Add(path, PropertyDiffKind.Update);
                }

                break;
        }
    }

    private void Add(ImmutableArray<PathSegment> path, PropertyDiffKind kind) =>
        _details[new PropertyPath(path).ToString()] = new(kind, InputDiff: true);
}
