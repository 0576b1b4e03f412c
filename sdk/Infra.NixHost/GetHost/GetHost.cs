using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// The capabilities of the host. The call only reads. Whatever is missing or broken is listed among the problems and never fails
/// the call.
/// </summary>
public static class GetHost
{
    private const string Token = "nixhost:index:getHost";

    /// <summary>Asks the host immediately.</summary>
    /// <param name="options">The options of the call, such as the provider. Default: the stack's default provider.</param>
    public static Task<GetHostResult> InvokeAsync(InvokeOptions? options = null) =>
        Deployment.Instance.InvokeAsync<GetHostResult>(Token, InvokeArgs.Empty, options);

    /// <summary>Asks the host and returns an output.</summary>
    /// <param name="args">The host that is asked. Default: the provider's.</param>
    /// <param name="options">The options of the call, such as the provider. Default: the stack's default provider.</param>
    public static Output<GetHostResult> Invoke(
        GetHostInvokeArgs? args = null,
        InvokeOptions? options = null
    ) => Deployment.Instance.Invoke<GetHostResult>(Token, args ?? new GetHostInvokeArgs(), options);
}
