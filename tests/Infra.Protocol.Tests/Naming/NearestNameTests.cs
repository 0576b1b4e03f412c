using Infra.Protocol.Naming;

namespace Infra.Protocol.Tests.Naming;

[TestFixture]
internal sealed class NearestNameTests
{
    private static readonly string[] Known = ["size", "serial", "libvirtUri"];

    [TestCase("sie", "size")]
    [TestCase("sizes", "size")]
    [TestCase("sise", "size")]
    [TestCase("Siez", "size")]
    [TestCase("SERAIL", "serial")]
    [TestCase("libvirturl", "libvirtUri")]
    public void A_slip_finds_the_name(string name, string meant) =>
        Assert.That(NearestName.Find(name, Known), Is.EqualTo(meant));

    [TestCase("")]
    [TestCase("memory")]
    [TestCase("s")]
    public void Another_name_finds_none(string name) =>
        Assert.That(NearestName.Find(name, Known), Is.Null);

    [Test]
    public void Of_names_equally_near_the_first_in_order_is_found() =>
        Assert.That(NearestName.Find("disk0", ["disk2", "disk1"]), Is.EqualTo("disk1"));
}
