using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.State;

/// <summary>Sample states of tests.</summary>
internal static class Sample
{
    public const string Stack = "dev";
    public const string Project = "demo";

    public static Urn RootUrn { get; } =
        Urn.Create(Stack, Project, null, Urn.RootStackType, "demo-dev");

    public static ResourceState Root() =>
        new()
        {
            Urn = RootUrn,
            Type = Urn.RootStackType,
            Custom = false,
        };

    public static ResourceState Guest(
        string name,
        params (string Name, PropertyValue Value)[] outputs
    ) =>
        new()
        {
            Urn = Urn.Create(Stack, Project, RootUrn, "nixhost:index:NixGuest", name),
            Type = "nixhost:index:NixGuest",
            Custom = true,
            Id = $"id-{name}",
            Parent = RootUrn,
            Inputs = PropertyMap.Of(("name", name)),
            Outputs = PropertyMap.Of(outputs),
        };

    public static PropertyValue Secret(PropertyValue value) => new PropertyValue.Secret(value);

    /// <summary>Opens providers that need no passphrase.</summary>
    public static ISecretsProviders Providers { get; } = new SecretsProviders(new NoPassphrase());

    private sealed class NoPassphrase : IPassphraseSource
    {
        public string GetPassphrase(bool isNew) =>
            throw new AssertionException("No passphrase is needed here.");
    }
}
