using System.Text;
using Infra.Engine.Events;

namespace Infra.Cli.Json;

/// <summary>Lines of an event log, on their way to a listener instead of a file.</summary>
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
