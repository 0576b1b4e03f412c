using Infra.Protocol.Rpc;

namespace Infra.Protocol.Values;

/// <summary>The path of the value that is being read or written, for messages and for the depth limit.</summary>
internal sealed class PropertyPosition
{
    private readonly List<PathSegment> _segments = [];
    private int _depth;

    public void Enter(PathSegment segment) => _segments.Add(segment);

    public void Leave() => _segments.RemoveAt(_segments.Count - 1);

    public void Descend()
    {
        if (++_depth > MessageLimits.MaxPropertyDepth)
        {
            throw Error(
                $"nested more than {MessageLimits.MaxPropertyDepth} levels deep; make it flatter"
            );
        }
    }

    public void Ascend() => _depth--;

    public InfraException Error(string what)
    {
        // The path of a value that is too deep is cut to a readable length.
        var shown = PathText.Write([.. _segments.Take(16)]);
        var place = _segments.Count switch
        {
            0 => "The value",
            > 16 => $"Property '{shown}…'",
            _ => $"Property '{shown}'",
        };
        return new InfraException($"{place} is {what}.");
    }
}
