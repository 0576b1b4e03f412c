namespace Pulumi.Deployments;

/// <summary>A call of a resource's method.</summary>
internal sealed record MethodCall(
    string Token,
    CallArgs Args,
    Resource? Self,
    CallOptions? Options,
    RegisterPackageRequest? Package
);
