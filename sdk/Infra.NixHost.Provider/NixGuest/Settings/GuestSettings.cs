using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Settings;

/// <summary>The settings of a guest. A new one is a class and a line here.</summary>
internal static class GuestSettings
{
    /// <summary>All settings, in the order of the documentation.</summary>
    public static ImmutableArray<GuestSetting> All { get; } =
    [new HugepagesSetting(), new RestartPolicySetting()];

    /// <summary>The inputs.</summary>
    public static IEnumerable<PropertyDefinition> Definitions =>
        All.Select(s =>
            s.Live is null ? s.Definition : s.Definition with { Effect = ChangeImpact.Live.Words() }
        );

    /// <summary>The setting of an input; <c>null</c> for an input of another kind.</summary>
    public static GuestSetting? Find(string property) =>
        All.FirstOrDefault(s => s.Definition.Name == property);

    /// <summary>The values of the settings among a guest's inputs.</summary>
    public static PropertyMap Of(PropertyMap inputs) =>
        PropertyMap.Create(
            from setting in All
            let name = setting.Definition.Name
            let value = PropertyContent.Of(inputs.Get(name))
            where value is not null
            select KeyValuePair.Create(name, value)
        );

    /// <summary>The elements of the settings.</summary>
    public static IEnumerable<XElement> Write(PropertyMap values) =>
        All.Select(s => s.Write(values.Get(s.Definition.Name))).OfType<XElement>();

    /// <summary>The values that a domain has.</summary>
    public static IEnumerable<KeyValuePair<string, PropertyValue>> Read(XElement domain) =>
        All.Select(s => KeyValuePair.Create(s.Definition.Name, s.Read(domain)));
}
