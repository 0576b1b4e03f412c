using System.Xml.Linq;

namespace Infra.NixHost.Testing.InMemory;

/// <summary>Parts that every definition has.</summary>
internal static class XmlChild
{
    /// <summary>A child that is there.</summary>
    public static XElement Child(this XElement parent, string name) =>
        parent.Element(name)
        ?? throw new InvalidOperationException($"<{parent.Name}> has no <{name}>.");
}
