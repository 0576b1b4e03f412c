using System.Collections.Concurrent;

namespace Infra.NixHost.Testing.Running;

/// <summary>What a run has found so far.</summary>
internal sealed class RunRecord
{
    private readonly ConcurrentQueue<Problem> _problems = new();

    /// <summary>The resources in the order of their registration.</summary>
    public ConcurrentQueue<PlannedResource> Resources { get; } = new();

    /// <summary>The warnings of the program.</summary>
    public ConcurrentQueue<string> Warnings { get; } = new();

    /// <summary>The stack's outputs.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; set; } =
        new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => _problems.IsEmpty;

    /// <summary>Adds a problem of a resource.</summary>
    public void Add(string type, string resource, string property, string text) =>
        _problems.Enqueue(new(type, resource, property, text));

    /// <summary>Adds a problem of the program.</summary>
    public void Add(string text) => _problems.Enqueue(new("", "", "", text));

    /// <summary>Ends the run if something is wrong.</summary>
    public void Require()
    {
        if (!IsSound)
        {
            throw new StackProblemsException([.. _problems]);
        }
    }
}
