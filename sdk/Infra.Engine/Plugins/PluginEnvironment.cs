using System.Collections.Immutable;
using Infra.Engine.Deployment;
using Infra.Engine.Languages;
using Infra.Engine.Providers;

namespace Infra.Engine.Plugins;

/// <summary>What plugins find in their environment besides what is there anyway.</summary>
internal static class PluginEnvironment
{
    public static ImmutableDictionary<string, string> Of(
        DeploymentRequest request,
        PackageDescriptor package
    )
    {
        var environment = Mapped(request.Environment, package)
            .SetItem("PULUMI_PROJECT", request.Project.Name)
            .SetItem("PULUMI_CONFIG", ProgramEnvironment.Json(request.Configuration.Values));
        return request.Project.RuntimeOptions.Aggregate(
            environment,
            (result, option) =>
                result.SetItem(
                    $"PULUMI_RUNTIME_{option.Key.ToUpperInvariant().Replace('-', '_')}",
                    option.Value
                )
        );
    }

    // The program may want this one plugin to see a variable under another name.
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
