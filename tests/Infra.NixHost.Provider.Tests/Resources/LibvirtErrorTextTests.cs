using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rpc;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

internal sealed class LibvirtErrorTextTests
{
    private static readonly PropertyMap Inputs = PropertyMap.Of(
        ("guestName", "web"),
        ("memory", "999GiB"),
        (
            "disks",
            PropertyValue.List(
                PropertyMap.Of(("path", "/images/os.qcow2")),
                PropertyMap.Of(("path", "/images/data.qcow2"))
            )
        ),
        ("networks", PropertyValue.List(PropertyMap.Of(("bridge", "nobr")))),
        ("extraXml", new PropertyValue.Secret("hunter2"))
    );

    private static string Describe(string said, int error = 1) =>
        LibvirtErrorText.Describe(
            new(
                error,
                10,
                $"libvirt cannot start the domain 'web': {said}",
                new InvalidOperationException(said)
            )
            {
                Purpose = "start the domain 'web'",
            },
            Inputs
        );

    [TestCase(
        "Cannot access storage file '/images/data.qcow2' (as uid:64055)",
        "disks[1].path",
        "run refresh"
    )]
    [TestCase(
        "Cannot get interface MTU on 'nobr': No such device",
        "networks[0].bridge",
        "create it on the host"
    )]
    [TestCase("internal error: Failed to get \"write\" lock", "disks", "Another guest")]
    [TestCase(
        "cannot set up guest memory 'pc.ram': Cannot allocate memory",
        "memory",
        "less memory"
    )]
    [TestCase("operation failed: domain 'web' already exists with uuid …", "guestName", "import")]
    public void An_error_says_what_failed_for_which_property_and_what_to_do(
        string said,
        string property,
        string next
    )
    {
        var text = Describe(said);

        Assert.That(
            text,
            Does.StartWith(
                    $"libvirt cannot start the domain 'web', because of the property '{property}'. "
                )
                .And.Contains(next)
                .And.Contains($"\nlibvirt says: {said}")
        );
    }

    [Test]
    public void A_text_that_nobody_knows_comes_last_and_is_cut_to_three_lines()
    {
        var text = Describe("one\n\u001b[31mtwo\n\nthree\nfour\nfive");

        Assert.That(
            text,
            Does.Contain("log").And.Contains("libvirt says: one\ntwo\nthree (virErrorNumber 1")
        );
        Assert.That(text, Does.Not.Contain("four"));
    }

    [Test]
    public void A_secret_is_not_looked_for() =>
        Assert.That(Describe("cannot parse 'hunter2'"), Does.Not.Contain("extraXml"));

    [Test]
    public void A_call_without_a_purpose_is_told_too() =>
        Assert.That(
            LibvirtErrorText.Describe(new(38, 7, "gone"), PropertyMap.Empty),
            Does.StartWith("libvirt refused a call. ").And.Contains("libvirt says: gone")
        );
}
