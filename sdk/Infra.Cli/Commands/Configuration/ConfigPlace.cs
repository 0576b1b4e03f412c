using System.Collections.Immutable;
using Infra.Cli.Commands.Stacks;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Configuration;

/// <summary>Where a value is: a full key, and the steps below it when <c>--path</c> was given.</summary>
internal sealed record ConfigPlace(string Text, string Key, ImmutableArray<ConfigStep> Path)
{
    /// <summary>The steps below the key.</summary>
    public ImmutableArray<ConfigStep> Below => Path.RemoveAt(0);

    public static ConfigPlace Parse(StackConfigAccess config, string text, bool isPath)
    {
        ImmutableArray<ConfigStep> path = isPath
            ? ConfigPath.Parse(text)
            : [new ConfigStep(text, 0)];
        return new(text, config.Key(path[0].Name ?? text), path);
    }
}
