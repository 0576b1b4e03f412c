using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.Imports;

/// <summary>Finds the inputs of imported resources that name another of them, for which the code has that one's variable.</summary>
/// <remarks>
/// An absolute path is that of the resource with the same output <c>path</c>, and an input such as <c>network</c> names the resource with the
/// same <c>networkName</c>. Other values could be equal by chance and stay constants.
/// </remarks>
internal sealed class ImportedReferences
{
    private const string PathOutput = "path";
    private const string NameSuffix = "Name";
    private readonly Dictionary<(string Output, string Value), ResourceState> _targets = [];
    private readonly HashSet<(string Output, string Value)> _ambiguous = [];
    private readonly Dictionary<ResourceState, string> _variables = new(
        ReferenceEqualityComparer.Instance
    );

    /// <param name="resources">The resources that may name each other.</param>
    public ImportedReferences(IEnumerable<ResourceState> resources)
    {
        foreach (var resource in resources)
        {
            foreach (var (output, value) in resource.Outputs)
            {
                if (
                    value is PropertyValue.String { Value: var text }
                    && IsName(output, text)
                    && !_targets.TryAdd((output, text), resource)
                )
                {
                    _ambiguous.Add((output, text));
                }
            }
        }
    }

    /// <summary>The resources in an order in which each follows those that its inputs name.</summary>
    public ImmutableArray<ResourceState> InOrder(ImmutableArray<ResourceState> resources)
    {
        var ordered = ImmutableArray.CreateBuilder<ResourceState>(resources.Length);
        var visited = new HashSet<ResourceState>(ReferenceEqualityComparer.Instance);
        foreach (var resource in resources)
        {
            Visit(resource);
        }

        return ordered.ToImmutable();

        void Visit(ResourceState resource)
        {
            if (!visited.Add(resource))
            {
                return;
            }

            foreach (var (input, value) in Leaves(resource.Inputs))
            {
                if (TargetOf(input, value) is var (target, _))
                {
                    Visit(target);
                }
            }

            ordered.Add(resource);
        }
    }

    /// <summary>Remembers the variable of a resource whose statement is written.</summary>
    public void Declare(ResourceState resource, string variable) => _variables[resource] = variable;

    /// <summary>The output that an input names, such as <c>os.Path</c>; <c>null</c> where its value is a constant.</summary>
    /// <param name="input">The name of the input.</param>
    /// <param name="value">Its value.</param>
    public string? Find(string input, string value) =>
        TargetOf(input, value) is var (target, output)
        && _variables.TryGetValue(target, out var variable)
            ? $"{variable}.{char.ToUpperInvariant(output[0])}{output[1..]}"
            : null;

    private (ResourceState Target, string Output)? TargetOf(string input, string value)
    {
        foreach (var output in (string[])[PathOutput, input + NameSuffix])
        {
            var key = (output, value);
            if (!_ambiguous.Contains(key) && _targets.TryGetValue(key, out var target))
            {
                return (target, output);
            }
        }

        return null;
    }

    private static bool IsName(string output, string text) =>
        output == PathOutput
            ? Path.IsPathFullyQualified(text)
            : text.Length > 0 && output.EndsWith(NameSuffix, StringComparison.Ordinal);

    private static IEnumerable<(string Input, string Value)> Leaves(PropertyMap inputs) =>
        inputs.SelectMany(input => Leaves(input.Key, input.Value));

    private static IEnumerable<(string Input, string Value)> Leaves(
        string input,
        PropertyValue value
    ) =>
        value switch
        {
            PropertyValue.String text => [(input, text.Value)],
            PropertyValue.Array array => array.Items.SelectMany(item => Leaves(input, item)),
            PropertyValue.Object { Properties: var fields } => Leaves(fields),
            _ => [],
        };
}
