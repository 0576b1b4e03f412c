using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.GetHost;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.GetHost;

internal sealed class GetHostTests
{
    private const string Token = "nixhost:index:getHost";
    private TestStack _stack = null!;

    [SetUp]
    public void MakeStack() => _stack = new();

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    private Task<(
        PropertyMap Outputs,
        System.Collections.Immutable.ImmutableArray<(string Path, string Reason)> Failures
    )> InvokeAsync(string token, PropertyMap inputs) =>
        Package
            .FunctionsOf(
                new ProviderSession(
                    _stack.Host,
                    new(_stack.Log, _stack.Directory, TimeProvider.System)
                )
            )
            .InvokeAsync(token, inputs, default);

    [Test]
    public async Task A_program_learns_what_the_host_can_do()
    {
        var facts = _stack.Host.FakeFacts;
        facts.Facts = facts.Facts with
        {
            Bridges = [new("br0", ["eno1"], HasCarrier: true)],
            Problems = [new HostProblem("nix-old", IsFatal: false, "Nix is old.", "Upgrade.")],
        };

        var (outputs, _) = await InvokeAsync(Token, PropertyMap.Empty);

        Assert.That(outputs["accelerator"], Is.EqualTo((PropertyValue)"tcg"));
        Assert.That(outputs["freeMemory"], Is.EqualTo((PropertyValue)(1L << 30)));
        Assert.That(
            outputs["bridges"],
            Is.EqualTo(
                PropertyValue.List(
                    PropertyMap.Of(
                        ("name", "br0"),
                        ("uplinks", PropertyValue.List((PropertyValue)"eno1")),
                        ("hasCarrier", true)
                    )
                )
            )
        );
        Assert.That(
            outputs["problems"],
            Is.EqualTo(
                PropertyValue.List(
                    PropertyMap.Of(
                        ("code", "nix-old"),
                        ("fatal", false),
                        ("message", "Nix is old."),
                        ("hint", "Upgrade.")
                    )
                )
            )
        );
        Assert.That(
            outputs.Keys,
            Is.EquivalentTo(GetHostDefinition.Function.Outputs.Select(o => o.Name))
        );
    }

    [Test]
    public async Task An_argument_it_does_not_have_is_named()
    {
        var (_, failures) = await InvokeAsync(Token, PropertyMap.Of(("host", "a")));

        Assert.That(failures.Single().Path, Is.EqualTo("host"));
    }

    [Test]
    public async Task A_function_that_is_not_there_is_named_with_those_that_are()
    {
        var failure = await Assert.ThrowsAsync<InfraException>(() =>
            InvokeAsync("nixhost:index:getGuest", PropertyMap.Empty)
        );

        Assert.That(failure!.Message, Does.Contain("getGuest").And.Contains(Token));
    }
}
