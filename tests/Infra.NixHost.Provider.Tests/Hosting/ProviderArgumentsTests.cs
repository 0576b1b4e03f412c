using Infra.NixHost.Provider.Hosting;

namespace Infra.NixHost.Provider.Tests.Hosting;

internal sealed class ProviderArgumentsTests
{
    [TestCase(new[] { "127.0.0.1:42" }, "127.0.0.1:42")]
    [TestCase(new[] { "--logtostderr", "-v=9", "--logflow", "127.0.0.1:42" }, "127.0.0.1:42")]
    [TestCase(new[] { "--tracing", "http://collector:1", "127.0.0.1:42" }, "127.0.0.1:42")]
    [TestCase(new[] { "--logtostderr" }, null)]
    [TestCase(new string[0], null)]
    public void The_engines_address_is_what_is_no_flag(string[] arguments, string? address) =>
        Assert.That(ProviderArguments.EngineAddress(arguments), Is.EqualTo(address));
}
