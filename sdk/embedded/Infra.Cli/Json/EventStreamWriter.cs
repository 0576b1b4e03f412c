using System.Text;
using Infra.Engine.Foreign;

namespace Infra.Cli.Json;

/// <summary>Sends the lines of an event log to a listener instead of a file.</summary>
internal sealed class EventStreamWriter(EventStream stream) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value) => stream.Send(value ?? "");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await stream.DisposeAsync();
    }
}
