using System.Collections.Immutable;
using System.Globalization;
using Infra.Engine.Deployment;
using Newtonsoft.Json;

namespace Infra.Engine.Languages;

/// <summary>What a program finds in its environment: how SDKs learn about the run they are part of.</summary>
internal static class ProgramEnvironment
{
    /// <summary>The name every organization has where there are none.</summary>
    public const string Organization = "organization";

    /// <summary>The variables; those without a value are left out.</summary>
    public static ImmutableDictionary<string, string> Of(DeploymentRequest request, string address)
    {
        var (project, options) = (request.Project, request.Options);
        var variables = new Dictionary<string, string>
        {
            ["PULUMI_MONITOR"] = address,
            ["PULUMI_ENGINE"] = address,
            ["PULUMI_ORGANIZATION"] = Organization,
            ["PULUMI_PROJECT"] = project.Name,
            ["PULUMI_STACK"] = request.Stack,
            ["PULUMI_ROOT_DIRECTORY"] = project.RootDirectory,
            ["PULUMI_PWD"] = project.ProgramDirectory,
            ["PULUMI_DRY_RUN"] = options.IsPreview ? "true" : "false",
            ["PULUMI_QUERY_MODE"] = "false",
            ["PULUMI_PARALLEL"] = options.Parallel.ToString(CultureInfo.InvariantCulture),
            ["PULUMI_CONFIG"] = Json(request.Configuration.Values),
            ["PULUMI_CONFIG_SECRET_KEYS"] = JsonConvert.SerializeObject(
                request.Configuration.SecretKeys
            ),
        };
        return request.Environment.SetItems(variables.Where(variable => variable.Value.Length > 0));
    }

    /// <summary>Configuration as JSON.</summary>
    public static string Json(ImmutableSortedDictionary<string, string> values) =>
        JsonConvert.SerializeObject(values);
}
