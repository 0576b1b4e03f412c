using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Configuration;

/// <summary>The limits of what guests may want of a host.</summary>
internal sealed class CapacitySettingsTests
{
    [Test]
    public void Memory_and_disks_may_be_given_once_and_processors_without_limit()
    {
        var limits = ProviderConfiguration.Read(PropertyMap.Empty).Limits;

        Assert.That(limits, Is.EqualTo(new Infra.NixHost.Hosts.CapacityLimits()));
        Assert.That(
            (limits.MemoryPercent, limits.DiskPercent, limits.CpusPerProcessor),
            Is.EqualTo((100, 100, (int?)null))
        );
    }

    [Test]
    public void A_stack_may_set_them_as_texts_or_numbers()
    {
        var configuration = PropertyMap.Of(
            ("maxMemoryPercent", "120"),
            ("maxDiskPercent", 300),
            ("maxCpusPerProcessor", "4")
        );

        Assert.That(Check(configuration), Is.Empty);
        Assert.That(
            ProviderConfiguration.Read(configuration).Limits,
            Is.EqualTo(
                new Infra.NixHost.Hosts.CapacityLimits
                {
                    MemoryPercent = 120,
                    DiskPercent = 300,
                    CpusPerProcessor = 4,
                }
            )
        );
    }

    [TestCase("maxMemoryPercent", "0")]
    [TestCase("maxMemoryPercent", "-5")]
    [TestCase("maxDiskPercent", "10001")]
    [TestCase("maxCpusPerProcessor", "0")]
    [TestCase("maxDiskPercent", "80%")]
    [TestCase("maxMemoryPercent", "much")]
    public void What_is_no_limit_is_refused(string name, string value) =>
        Assert.That(Check(PropertyMap.Of((name, value))), Does.Contain(value));

    private static string Check(PropertyMap configuration)
    {
        var failures = new CheckFailures();
        ProviderConfiguration.Check(configuration, failures);
        return string.Join('\n', failures.Found.Select(f => $"{f.Path}: {f.Reason}"));
    }
}
