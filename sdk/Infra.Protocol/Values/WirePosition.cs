using Infra.Protocol.Paths;
using Infra.Protocol.Rpc;

namespace Infra.Protocol.Values;

/// <summary>Where a reader or a writer is: for messages, and to stop before the stack ends.</summary>
internal sealed class WirePosition
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
        // The path of a value that is too deep would be longer than anybody reads.
        var shown = new PropertyPath(_segments.Take(16)).ToString();
        var place = _segments.Count switch
        {
            0 => "The value",
            > 16 => $"Property '{shown}…'",
            _ => $"Property '{shown}'",
        };
        return new InfraException($"{place} is {what}.");
    }
}
