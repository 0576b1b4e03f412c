using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Libvirt.Interop;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Libvirt;

/// <summary>One connection and several threads, on libvirt's own test driver.</summary>
[Category("Real")]
internal sealed class LibvirtConnectionTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);

    [Test]
    public async Task A_call_that_finds_the_connection_lost_does_not_break_those_beside_it()
    {
        using var connection = LibvirtHost.Connect(LibvirtHost.TestDriver);
        using var begun = new ManualResetEventSlim();
        using var isLost = new ManualResetEventSlim();
        var beside = connection.CallAsync(
            $"count",
            connect =>
            {
                begun.Set();
                Assert.That(isLost.Wait(Budget));
                return VirCall.Check(VirApi.virConnectIsAlive(connect));
            },
            CancellationToken.None
        );
        Assert.That(begun.Wait(Budget));

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            connection.CallAsync(
                $"find a guest",
                _ => throw new LibvirtException(VirErrors.InternalError, 7, "end of file"),
                CancellationToken.None
            )
        );
        isLost.Set();

        Assert.That(failure!.Code, Is.EqualTo("libvirt-lost"));
        Assert.That(await beside, Is.EqualTo(1));
    }

    [Test]
    public async Task A_definition_for_which_libvirt_had_no_schema_yet_is_sent_again()
    {
        using var connection = LibvirtHost.Connect(LibvirtHost.TestDriver);
        var calls = 0;

        var alive = await connection.CallAsync(
            $"define a domain",
            connect =>
                ++calls == 1 ? throw NoSchema() : VirCall.Check(VirApi.virConnectIsAlive(connect)),
            CancellationToken.None
        );

        Assert.That((alive, calls), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task A_schema_that_libvirt_cannot_read_is_told()
    {
        using var connection = LibvirtHost.Connect(LibvirtHost.TestDriver);
        var calls = 0;

        var failure = await Assert.ThrowsAsync<LibvirtException>(() =>
            connection.CallAsync(
                $"define a domain",
                _ =>
                {
                    calls++;
                    throw NoSchema();
                },
                CancellationToken.None
            )
        );

        Assert.That(calls, Is.EqualTo(2));
        Assert.That(failure!.Message, Does.StartWith("libvirt cannot define a domain: "));
        Assert.That(failure.Message, Does.Contain("domain.rng"));
    }

    [Test]
    public async Task A_call_that_never_answers_does_not_break_those_beside_it()
    {
        using var connection = new LibvirtConnection(
            new LocalLibvirt(LibvirtHost.TestDriver),
            events: false,
            TimeSpan.FromMilliseconds(200),
            TimeProvider.System
        );
        using var isGivenUp = new ManualResetEventSlim();
        ConnectHandle? shared = null;

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            connection.CallAsync(
                $"hang",
                connect =>
                {
                    shared = connect;
                    isGivenUp.Wait(Budget);
                },
                CancellationToken.None
            )
        );
        var answer = VirApi.virConnectIsAlive(shared!);
        isGivenUp.Set();

        Assert.That(failure!.Code, Is.EqualTo("libvirt-timeout"));
        Assert.That(answer, Is.EqualTo(1));
        await connection.CallAsync(
            $"ask again",
            connect => Assert.That(connect, Is.Not.SameAs(shared)),
            CancellationToken.None
        );
    }

    private static LibvirtException NoSchema() =>
        new(
            VirErrors.InternalError,
            domain: 5,
            "internal error: Unable to parse RNG /usr/share/libvirt/schemas/domain.rng: Error type 'unsignedInt' is not exported by type library"
        );
}
