using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.SelfConfiguringGuest;

/// <summary>The same inputs of a component for the C# class and for the provider.</summary>
/// <param name="Name">What is special.</param>
/// <param name="InProgram">Changes the inputs of the C# class.</param>
/// <param name="OnWire">Changes the inputs as engines send them.</param>
internal sealed record ComponentCase(
    string Name,
    Action<SelfConfiguringGuestArgs> InProgram,
    Func<PropertyMap, PropertyMap> OnWire
)
{
    public override string ToString() => Name;
}
