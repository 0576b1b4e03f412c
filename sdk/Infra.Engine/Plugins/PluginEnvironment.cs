using System.Collections.Immutable;
using Infra.Engine.Deployment;
using Infra.Engine.Languages;

namespace Infra.Engine.Plugins;

/// <summary>What plugins find in their environment besides what is there anyway.</summary>
internal static class PluginEnvironment
{
    public static ImmutableDictionary<string, string> Of(DeploymentRequest request)
    {
        var environment = request
            .Environment.SetItem("PULUMI_PROJECT", request.Project.Name)
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
}
