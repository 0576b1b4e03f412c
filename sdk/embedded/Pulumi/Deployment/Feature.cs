namespace Pulumi.Deployments;

/// <summary>The names of optional engine features.</summary>
internal static class Feature
{
    public const string ResourceReferences = "resourceReferences";
    public const string AliasSpecs = "aliasSpecs";
    public const string OutputValues = "outputValues";
    public const string DeletedWith = "deletedWith";
    public const string ReplaceWith = "replaceWith";
    public const string Transforms = "transforms";
    public const string InvokeTransforms = "invokeTransforms";
    public const string ResourceHooks = "resourceHooks";
    public const string Parameterization = "parameterization";
}
