using System.Collections.Immutable;
using Infra.Protocol;

namespace Infra.Engine.Foreign;

/// <summary>Runs Node code of a directory with the Pulumi SDK installed there and the settings of <c>runtime.options</c>.</summary>
/// <param name="options"><c>typescript</c> (default true), <c>tsconfig</c> and <c>nodeargs</c> of the project or the plugin.</param>
/// <param name="directory">The absolute directory of the code.</param>
internal sealed class NodeRuntime(
    ImmutableSortedDictionary<string, string> options,
    string directory
)
{
    /// <summary>The program's name in PATH.</summary>
    public const string Program = "node";

    /// <summary>Arguments of Node itself.</summary>
    public ImmutableArray<string> Arguments =>
        options.TryGetValue("nodeargs", out var text) ? ArgumentText.Split(text) : [];

    /// <summary>The environment of the SDK's runners.</summary>
    public ImmutableDictionary<string, string> Environment
    {
        get
        {
            var environment = ImmutableDictionary<string, string>.Empty;
            if (options.GetValueOrDefault("typescript", "true") == "true")
            {
                environment = environment.SetItem("PULUMI_NODEJS_TYPESCRIPT", "true");
            }

            return options.TryGetValue("tsconfig", out var path)
                ? environment.SetItem("PULUMI_NODEJS_TSCONFIG_PATH", path)
                : environment;
        }
    }

    /// <summary>A part of the SDK, e.g. <c>cmd/run</c>; throws when the SDK is not installed.</summary>
    public string Locate(string part) =>
        TryLocate(directory, part)
        ?? throw new InfraException(
            $"The package @pulumi/pulumi is not installed in {directory} or above: run `npm install` there."
        );

    /// <summary>A part of the SDK as Node resolves it from a directory, or <c>null</c>.</summary>
    public static string? TryLocate(string directory, string part)
    {
        for (var current = directory; current is not null; current = Path.GetDirectoryName(current))
        {
            var path = Path.Combine(current, "node_modules", "@pulumi", "pulumi", part);
            if (Path.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
