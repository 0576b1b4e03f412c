using System.Text.Json;
using System.Text.Json.Serialization;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixSystem;

/// <summary>Turns the inputs of a system into the expression to evaluate.</summary>
internal static class NixSystemSource
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The expression to evaluate.</summary>
    public static NixSystemExpression ExpressionOf(NixSystemInputs inputs, ProviderSession session)
    {
        var source = session.Resolve(inputs.Configuration);
        return new()
        {
            Source = source,
            Entry =
                inputs.Entry
                ?? (session.Here.IsDirectory(source) ? "configuration.nix" : string.Empty),
            Nixpkgs = inputs.Nixpkgs is { } nixpkgs ? References.Resolve(nixpkgs, session) : null,
            Firmware = inputs.Firmware ?? "",
            System = inputs.System,
            Identity = JsonSerializer.Serialize(IdentityOf(inputs), Json),
        };
    }

    private static object IdentityOf(NixSystemInputs inputs) =>
        new
        {
            inputs.HostName,
            Network = inputs.Address is null
                ? null
                : new
                {
                    // Linux and the guest's module write MAC addresses in lower case.
                    Mac = inputs.Mac?.ToLowerInvariant(),
                    Addresses = new[] { inputs.Address },
                    inputs.Gateway,
                    inputs.Dns,
                },
        };
}
