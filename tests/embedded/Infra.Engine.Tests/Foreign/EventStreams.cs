using Infra.Engine.Foreign;
using Infra.Engine.Rpc;
using Infra.Protocol;

namespace Infra.Engine.Tests.Foreign;

[CancelAfter(60_000)]
public sealed class EventStreams
{
    [Test]
    public void A_listener_that_is_not_there_is_named_at_the_end()
    {
        string address;
        using (var endpoint = EngineEndpoint.Open())
        {
            address = endpoint.Address;
        }

        var stream = new EventStream(EventStream.Scheme + address);
        stream.Send("{}");

        Assert.That(
            async () => await stream.DisposeAsync(),
            Throws.InstanceOf<InfraException>().With.Message.Contains(address)
        );
    }
}
