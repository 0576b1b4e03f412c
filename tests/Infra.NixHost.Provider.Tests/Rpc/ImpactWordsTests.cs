using System.Text.RegularExpressions;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest;
using Infra.NixHost.Provider.Structures;

namespace Infra.NixHost.Provider.Tests.Rpc;

/// <summary>
/// The description of each input says what a change does, in agreement with its definition. The SDK has the same words
/// (<see cref="SdkMatchesSchemaTests"/>).
/// </summary>
internal sealed partial class ImpactWordsTests
{
    private static IEnumerable<TestCaseData> Inputs =>
        from resource in Package.Resources
        from input in resource.Inputs
        select new TestCaseData(input).SetArgDisplayNames($"{resource.Name}.{input.Name}");

    private static IEnumerable<TestCaseData> Fields =>
        from structure in new[]
        {
            GuestStructures.Disk,
            GuestStructures.Network,
            GuestStructures.HostDevice,
            GuestStructures.Address,
        }
        from part in structure.Properties
        select new TestCaseData(part).SetArgDisplayNames($"{structure.Name}.{part.Name}");

    [TestCaseSource(nameof(Inputs))]
    public void An_input_says_what_its_change_does(object input)
    {
        var property = (PropertyDefinition)input;

        Assert.That(property.Description, Does.Match(Words(property.Impact)));
    }

    [TestCaseSource(nameof(Fields))]
    public void A_field_of_a_guests_device_says_what_its_change_does(object part) =>
        Assert.That(((PropertyDefinition)part).Description, Does.Match(Change()));

    /// <summary>What a description says for an impact. Some inputs of a guest are better than their definition when they are within a limit.</summary>
    private static string Words(ChangeImpact impact) =>
        impact switch
        {
            ChangeImpact.None => "no effect|is told of a new hash",
            ChangeImpact.InPlace =>
                "in place|anew|starts or stops the guest|decides what a change does",
            ChangeImpact.Live => "in place",
            ChangeImpact.Restart => "restart|while the guest runs|applied live",
            ChangeImpact.Replace => "A change replaces the (guest|network)",
            _ => "A change replaces the disk, whose data is lost",
        };

    [GeneratedRegex("A change |With another serial", RegexOptions.CultureInvariant)]
    private static partial Regex Change();
}
