using System.Collections.Immutable;
using Infra.Engine.Workspace.Configuration;

namespace Infra.Cli.Commands.Configuration;

/// <summary>The location of a value: a full key, and the path below it with <c>--path</c>.</summary>
internal sealed record ConfigPlace(string Text, string Key, ImmutableArray<ConfigStep> Path)
{
    public ImmutableArray<ConfigStep> Below => Path.RemoveAt(0);

    public static ConfigPlace Parse(StackConfigAccess config, string text, bool isPath)
    {
        ImmutableArray<ConfigStep> path = isPath
            ? ConfigPath.Parse(text)
            : [new ConfigStep(text, 0)];
        return new(text, config.Key(path[0].Name ?? text), path);
    }
}
