using Infra.NixHost;
using Pulumi;

namespace ImportComponents;

/// <summary>A guest from the component in Infra.NixHost, on the image and network of another stack.</summary>
public static class WebStack
{
    /// <summary>Creates the guest and returns the stack's outputs.</summary>
    /// <param name="host">The other stack, with the outputs <c>imagePath</c> and <c>network</c>.</param>
    public static IDictionary<string, object?> Create(StackReference host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var web = new SelfConfiguringGuest(
            "web",
            new()
            {
                Image = TextOf(host, "imagePath"),
                Network = new GuestNetworkArgs { Network = TextOf(host, "network") },
                ConfigurationRoot = "root",
                HostConfiguration = "hosts/web",
                Identity = new() { HostName = "web", Address = "192.168.1.14/24" },
            }
        );
        return new Dictionary<string, object?>
        {
            ["address"] = web.Address,
            ["system"] = web.ConfiguredSystem,
        };
    }

    // An output of another stack has no static type. A missing one fails here, with its name.
    private static Output<string> TextOf(StackReference stack, string output) =>
        stack.RequireOutput(output).Apply(value => (string)value);
}
