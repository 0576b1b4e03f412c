using System.Runtime.InteropServices;
using Infra.NixHost.Provider;
using Infra.NixHost.Provider.Hosting;
using Infra.NixHost.Provider.Log;
using Infra.NixHost.Provider.Rpc;

// An engine that goes away, or anyone who asks politely, ends the process within this time: running operations are cancelled first.
var grace = TimeSpan.FromSeconds(10);

var engine = ProviderArguments.EngineAddress(args);
using var operations = new Operations();
using var log = engine is null ? null : new EngineLog(engine);
var state = new ProviderState(HostConnection.Open, Package.Handlers)
{
    Log = log is null ? new SilentLog() : log,
};

using var stop = new CancellationTokenSource();

// Engines end a plugin with SIGINT; whoever else asks politely gets the same.
InterruptSignal.Heed();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);

await using var server = await ProviderServer.StartAsync(state, operations, CancellationToken.None);
#pragma warning disable RS0030 // The one place that may touch the console.
Console.WriteLine(server.Port);
#pragma warning restore RS0030

try
{
    if (engine is null)
    {
        await Task.Delay(Timeout.Infinite, stop.Token);
    }
    else
    {
        await ParentWatch.WaitForDeathAsync(TimeProvider.System, stop.Token);
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    // A signal: the way out is the same.
}

operations.Cancel();
var deadline = TimeProvider.System.GetUtcNow() + grace;
while (operations.Running > 0 && TimeProvider.System.GetUtcNow() < deadline)
{
    await Task.Delay(TimeSpan.FromMilliseconds(50));
}

return 0;

void OnSignal(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
