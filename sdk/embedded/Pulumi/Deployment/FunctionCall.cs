namespace Pulumi.Deployments;

/// <summary>A call of a provider's function.</summary>
internal sealed record FunctionCall(
    string Token,
    InvokeArgs Args,
    InvokeOptions? Options,
    RegisterPackageRequest? Package
);
