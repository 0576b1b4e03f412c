using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// What the host can do. It only looks: what is missing or broken is among the problems, and never fails the call.
/// </summary>
public static class GetHost
{
    private const string Token = "nixhost:index:getHost";

    /// <summary>Asks the host now.</summary>
    /// <param name="options">Which provider to ask; by default the stack's own.</param>
    public static Task<GetHostResult> InvokeAsync(InvokeOptions? options = null) =>
        Deployment.Instance.InvokeAsync<GetHostResult>(Token, InvokeArgs.Empty, options);

    /// <summary>Asks the host, as an output.</summary>
    /// <param name="options">Which provider to ask; by default the stack's own.</param>
    public static Output<GetHostResult> Invoke(InvokeOptions? options = null) =>
        Deployment.Instance.Invoke<GetHostResult>(Token, InvokeArgs.Empty, options);
}
