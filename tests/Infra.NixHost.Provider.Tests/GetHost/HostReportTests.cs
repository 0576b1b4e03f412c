using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.GetHost;
using Infra.NixHost.Provider.Tests.Fakes;

namespace Infra.NixHost.Provider.Tests.GetHost;

/// <summary>What <c>./pulumi doctor</c> prints.</summary>
internal sealed class HostReportTests
{
    [TestCase(false, "warning: ")]
    [TestCase(true, "error: ")]
    public void Versions_and_problems_are_printed_with_their_hints(bool isFatal, string word)
    {
        var facts = new FakeFacts().Facts with
        {
            Problems = [new HostProblem("kvm-missing", isFatal, "There is no KVM.", "Enable it.")],
        };
        using var output = new StringWriter { NewLine = "\n" };

        var isUsable = HostReport.Write(facts, output);

        Assert.That(isUsable, Is.EqualTo(!isFatal));
        Assert.That(
            output.ToString(),
            Does.Contain("QEMU          7.2.22\n")
                .And.Contain($"{word}There is no KVM. [kvm-missing]\n  Enable it.\n")
        );
    }
}
