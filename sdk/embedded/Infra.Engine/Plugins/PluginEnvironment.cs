using System.Collections.Immutable;
using Infra.Engine.Deployment;
using Infra.Engine.Languages;
using Infra.Engine.Providers;

namespace Infra.Engine.Plugins;

/// <summary>The environment variables that plugins get in addition to the engine's own.</summary>
internal static class PluginEnvironment
{
    public static ImmutableDictionary<string, string> Of(
        DeploymentRequest request,
        PackageDescriptor package
    )
    {
        var environment = Mapped(request.Environment, package)
            .SetItem("PULUMI_PROJECT", request.Project.Name)
            // The Node SDK's host of dynamic providers finds the project of their configuration here.
            .SetItem("PULUMI_NODEJS_PROJECT", request.Project.Name)
            .SetItem("PULUMI_CONFIG", ProgramEnvironment.Json(Own(request, package)));
        return request.Project.RuntimeOptions.Aggregate(
            environment,
            (result, option) =>
                result.SetItem(
                    $"PULUMI_RUNTIME_{option.Key.ToUpperInvariant().Replace('-', '_')}",
                    option.Value
                )
        );
    }

    // The configuration of other packages may hold their secrets.
    private static ImmutableSortedDictionary<string, string> Own(
        DeploymentRequest request,
        PackageDescriptor package
    )
    {
        var prefix = package.Name + ":";
        return request
            .Configuration.Values.Where(value =>
                value.Key.StartsWith(prefix, StringComparison.Ordinal)
            )
            .ToImmutableSortedDictionary(
                value => value.Key[prefix.Length..],
                value => value.Value,
                StringComparer.Ordinal
            );
    }

    // A program can map a variable to another name for a single plugin.
    private static ImmutableDictionary<string, string> Mapped(
        ImmutableDictionary<string, string> environment,
        PackageDescriptor package
    ) =>
        package.EnvironmentMappings.Aggregate(
            environment,
            (result, mapping) =>
                (
                    environment.GetValueOrDefault(mapping.Key)
                    ?? Environment.GetEnvironmentVariable(mapping.Key)
                )
                    is { } value
                    ? result.SetItem(mapping.Value, value)
                    : result
        );
}
