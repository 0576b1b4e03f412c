using System.Xml.Linq;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Settings;

/// <summary>Whether the guest's memory lies in huge pages of the host.</summary>
internal sealed class HugepagesSetting : GuestSetting
{
    /// <summary>The name of the input.</summary>
    public const string Name = "hugepages";

    /// <inheritdoc/>
    public override PropertyDefinition Definition { get; } =
        new(
            Name,
            new PropertyType.Flag(),
            "Whether the guest's memory is in huge pages, which must be reserved on the host."
        )
        {
            CsharpName = "HugePages",
            Default = false,
            Impact = ChangeImpact.Restart,
        };

    /// <summary>Whether a guest asks for huge pages.</summary>
    public static bool IsOn(PropertyValue? value) => value is PropertyValue.Bool { Value: true };

    /// <inheritdoc/>
    public override XElement? Write(PropertyValue? value) =>
        IsOn(value) ? new("memoryBacking", new XElement("hugepages")) : null;

    /// <inheritdoc/>
    public override PropertyValue Read(XElement domain) =>
        domain.Element("memoryBacking")?.Element("hugepages") is not null;
}
