using System.Collections.Immutable;
using Infra.Protocol.Paths;
using Infra.Protocol.Values;

namespace Infra.Engine.Values;

/// <summary>Restores the old values of properties whose changes are ignored.</summary>
internal static class IgnoredChanges
{
    /// <summary>Resets every path, and lists the paths whose old and new shapes differ too much.</summary>
    public static (PropertyMap Inputs, ImmutableArray<string> Impossible) Apply(
        PropertyMap oldInputs,
        PropertyMap newInputs,
        ImmutableArray<string> paths
    )
    {
        var impossible = ImmutableArray.CreateBuilder<string>();
        foreach (var text in paths)
        {
            if (PropertyPath.TryParse(text) is not { } path)
            {
                continue;
            }

            if (path.Reset(oldInputs, newInputs) is { } reset)
            {
                newInputs = reset;
            }
            else
            {
                impossible.Add(text);
            }
        }

        return (newInputs, impossible.ToImmutable());
    }
}
