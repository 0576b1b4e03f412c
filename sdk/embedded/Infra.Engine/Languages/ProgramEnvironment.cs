using System.Collections.Immutable;
using System.Globalization;
using Infra.Engine.Deployment;
using Infra.Engine.Json;

namespace Infra.Engine.Languages;

/// <summary>The environment variables from which an SDK learns about its run.</summary>
internal static class ProgramEnvironment
{
    /// <summary>The variables that have a value.</summary>
    public static ImmutableDictionary<string, string> Of(DeploymentRequest request, string address)
    {
        var (project, options) = (request.Project, request.Options);
        var variables = new Dictionary<string, string>
        {
            ["PULUMI_MONITOR"] = address,
            ["PULUMI_ENGINE"] = address,
            ["PULUMI_ORGANIZATION"] = DeploymentRequest.Organization,
            ["PULUMI_PROJECT"] = project.Name,
            ["PULUMI_STACK"] = request.Stack,
            ["PULUMI_ROOT_DIRECTORY"] = project.RootDirectory,
            ["PULUMI_PWD"] = project.ProgramDirectory,
            ["PULUMI_DRY_RUN"] = options.IsPreview ? "true" : "false",
            ["PULUMI_QUERY_MODE"] = "false",
            ["PULUMI_PARALLEL"] = options.Parallel.ToString(CultureInfo.InvariantCulture),
            ["PULUMI_CONFIG"] = Json(request.Configuration.Values),
            ["PULUMI_CONFIG_SECRET_KEYS"] = GoJson.Serialize(request.Configuration.SecretKeys),
        };
        return request.Environment.SetItems(variables.Where(variable => variable.Value.Length > 0));
    }

    public static string Json(ImmutableSortedDictionary<string, string> values) =>
        GoJson.Serialize(values);
}
