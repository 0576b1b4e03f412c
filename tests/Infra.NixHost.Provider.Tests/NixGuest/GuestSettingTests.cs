using System.Xml.Linq;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Settings;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>Each setting is read back as it was written, so that an import shows an empty preview.</summary>
internal sealed class GuestSettingTests
{
    private static IEnumerable<TestCaseData> Values =>
        from setting in GuestSettings.All
        from value in ValuesOf(setting.Definition)
        select new TestCaseData(setting, value).SetName(
            $"What_is_written_is_read_back({setting.Definition.Name}: {value})"
        );

    [TestCaseSource(nameof(Values))]
    public void What_is_written_is_read_back(object setting, PropertyValue value)
    {
        var subject = (GuestSetting)setting;

        var domain = new XElement("domain", subject.Write(value));

        Assert.That(subject.Read(domain), Is.EqualTo(value));
    }

    [Test]
    public void A_domain_without_the_elements_has_the_defaults()
    {
        foreach (var setting in GuestSettings.All)
        {
            Assert.That(
                setting.Read(new("domain")),
                Is.EqualTo(setting.Definition.Default),
                setting.Definition.Name
            );
        }
    }

    private static IEnumerable<PropertyValue> ValuesOf(PropertyDefinition definition) =>
        definition.Type switch
        {
            PropertyType.Flag => [true, false],
            PropertyType.Choice choice => choice.Definition.Values.Select(v =>
                (PropertyValue)v.Value
            ),
            _ => throw new InvalidOperationException(
                $"Add values of {definition.Type} for {definition.Name}."
            ),
        };
}
