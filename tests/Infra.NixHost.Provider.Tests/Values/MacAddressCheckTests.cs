using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.Tests.Values;

public sealed class MacAddressCheckTests
{
    [TestCase("52:54:00:12:34:56")]
    [TestCase("AE:00:00:00:00:01")]
    public void A_mac_address_is_taken(string mac) => Assert.That(Failures(mac), Is.Empty);

    [TestCase("52:54:00:12:34")]
    [TestCase("52-54-00-12-34-56")]
    [TestCase("52:54:00:12:34:5g")]
    [TestCase("52:54:00:12:34:56\n", Description = "A line break would reach the domain's XML.")]
    [TestCase("53:54:00:12:34:56", Description = "A multicast address belongs to no card.")]
    public void Anything_else_is_refused_under_its_property(string mac) =>
        Assert.That(Failures(mac), Is.EqualTo(["networks[0].mac"]));

    private static IEnumerable<string> Failures(string mac)
    {
        var failures = new CheckFailures();
        MacAddressCheck.Run("networks[0].mac", mac, failures);
        return failures.Found.Select(f => f.Path);
    }
}
