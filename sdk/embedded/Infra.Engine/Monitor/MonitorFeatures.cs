using System.Collections.Immutable;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>The features of this engine's monitor, by the names that SDKs use.</summary>
internal static class MonitorFeatures
{
    private static readonly ImmutableDictionary<string, ResourceMonitorFeature> Supported =
        new Dictionary<string, ResourceMonitorFeature>
        {
            ["secrets"] = ResourceMonitorFeature.Secrets,
            ["resourceReferences"] = ResourceMonitorFeature.ResourceReferences,
            ["outputValues"] = ResourceMonitorFeature.OutputValues,
            ["aliasSpecs"] = ResourceMonitorFeature.AliasSpecs,
            ["replacementTrigger"] = ResourceMonitorFeature.ReplacementTrigger,
            ["deletedWith"] = ResourceMonitorFeature.DeletedWith,
            ["replaceWith"] = ResourceMonitorFeature.ReplaceWith,
            ["transforms"] = ResourceMonitorFeature.Transforms,
            ["invokeTransforms"] = ResourceMonitorFeature.InvokeTransforms,
            ["parameterization"] = ResourceMonitorFeature.Parameterization,
            ["resourceHooks"] = ResourceMonitorFeature.ResourceHooks,
            ["errorHooks"] = ResourceMonitorFeature.ErrorHooks,
            ["sendsOptionsToHooks"] = ResourceMonitorFeature.SendsOptionsToHooks,
        }.ToImmutableDictionary();

    /// <summary>All features, including those that the protocol knows only by number.</summary>
    public static IEnumerable<ResourceMonitorFeature> All =>
        Supported
            .Values.Append(ResourceMonitorFeature.InvokeDependsOn)
            .Append(ResourceMonitorFeature.InvokeParent)
            .Order();

    /// <summary>Whether the feature of that name is supported.</summary>
    public static bool Has(string name) => Supported.ContainsKey(name);
}
