using Pulumi;

namespace Infra.NixHost;

/// <summary>The images of all stacks in the host's Nix store, with what lies on them. The call only reads.</summary>
public static class GetImages
{
    private const string Token = "nixhost:index:getImages";

    /// <summary>Asks the host immediately.</summary>
    /// <param name="options">The options of the call, such as the provider. Default: the stack's default provider.</param>
    public static Task<GetImagesResult> InvokeAsync(InvokeOptions? options = null) =>
        Deployment.Instance.InvokeAsync<GetImagesResult>(Token, InvokeArgs.Empty, options);

    /// <summary>Asks the host and returns an output.</summary>
    /// <param name="args">The host that is asked. Default: the provider's.</param>
    /// <param name="options">The options of the call, such as the provider. Default: the stack's default provider.</param>
    public static Output<GetImagesResult> Invoke(
        GetImagesInvokeArgs? args = null,
        InvokeOptions? options = null
    ) =>
        Deployment.Instance.Invoke<GetImagesResult>(
            Token,
            args ?? new GetImagesInvokeArgs(),
            options
        );
}
