using Infra.Protocol.Values;

namespace Infra.Protocol.Paths;

/// <summary>The same place on the old and the new side, and whether each lies in a secret.</summary>
internal readonly record struct PathSides(
    PropertyValue Old,
    PropertyValue New,
    bool OldIsSecret,
    bool NewIsSecret
)
{
    /// <summary>A value of the old side as it may stand on the new one.</summary>
    public PropertyValue Carry(PropertyValue old) =>
        OldIsSecret && !NewIsSecret ? PathAccess.AsSecret(old) ?? old : old;
}
