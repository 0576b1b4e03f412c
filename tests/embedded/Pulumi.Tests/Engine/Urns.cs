using Pulumirpc;
using NamedUrn = Infra.Protocol.Naming.Urn;

namespace Pulumi.Tests.Engine;

/// <summary>Composes the URNs that an engine assigns.</summary>
internal static class Urns
{
    public const string Stack = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";

    public static string Of(RegisterResourceRequest request) =>
        Of(request.Parent, request.Type, request.Name);

    public static string Of(string parent, string type, string name) =>
        NamedUrn.Create("dev", "shop", NamedUrn.TryParse(parent), type, name).Value;

    public static string Thing(string name) => Of("", Resources.Thing.Token, name);
}
