using System.Xml.Linq;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Settings;

/// <summary>
/// An input of a guest that is one element of its domain. All that is known of it is in one class: what it is, how it is written and read back,
/// and whether a running guest takes a change.
/// </summary>
internal abstract class GuestSetting
{
    /// <summary>The input; its impact says what a change does to a running guest that <see cref="Live"/> cannot change.</summary>
    public abstract PropertyDefinition Definition { get; }

    /// <summary>How a running guest takes a change; <c>null</c> when it has to restart.</summary>
    public virtual LiveSetting? Live => null;

    /// <summary>The element below <c>domain</c>; <c>null</c> when the domain needs none for the value.</summary>
    /// <param name="value">The checked value; <c>null</c> when there is none and no default.</param>
    public abstract XElement? Write(PropertyValue? value);

    /// <summary>The value that a domain has, for imports and drift.</summary>
    public abstract PropertyValue Read(XElement domain);
}
