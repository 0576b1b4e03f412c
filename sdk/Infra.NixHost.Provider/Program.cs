using System.Runtime.InteropServices;
using Infra.NixHost.Hosts;
using Infra.NixHost.Provider;
using Infra.NixHost.Provider.GetHost;
using Infra.NixHost.Provider.GetImages;
using Infra.NixHost.Provider.Hosting;
using Infra.NixHost.Provider.Log;
using Infra.NixHost.Provider.Rpc;

// Running operations are cancelled on a stop, and the process ends within this time.
var grace = TimeSpan.FromSeconds(10);

#pragma warning disable RS0030 // What a command says, not a plugin.
if (args is ["--version"])
{
    Console.WriteLine(Package.Version);
    return 0;
}

if (args is ["doctor", .. var rest])
{
    return await Doctor.RunAsync(rest, Console.Out, Console.Error);
}

if (args is ["images", .. var words])
{
    var command = new ImagesCommand(HostConnection.Open, TimeProvider.System);
    return await command.RunAsync(
        words,
        new(Console.Out, Console.Error, Console.IsInputRedirected ? null : Console.In),
        CancellationToken.None
    );
}
#pragma warning restore RS0030

var engine = ProviderArguments.EngineAddress(args);
using var operations = new Operations();
using var log = engine is null ? null : new EngineLog(engine);
using var state = new ProviderState(HostConnection.Open, Package.Handlers)
{
    Log = log is null ? new SilentLog() : log,
};

using var stop = new CancellationTokenSource();
var parent = ParentWatch.ParentId;
var isInterrupted = false;

// Engines stop a plugin with SIGINT. SIGTERM also comes when the engine dies, so it stops the plugin and confirms nothing.
InterruptSignal.Heed();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);

await using var server = await ProviderServer.StartAsync(state, operations, CancellationToken.None);
#pragma warning disable RS0030 // A plugin prints its port and nothing else.
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
    // A signal ended the wait; what it means is asked after the grace.
}

operations.Cancel();
var deadline = TimeProvider.System.GetUtcNow() + grace;
while (operations.Running > 0 && TimeProvider.System.GetUtcNow() < deadline)
{
    await Task.Delay(TimeSpan.FromMilliseconds(50));
}

// An engine that ends its plugin has saved its state; one that died may have not.
if (isInterrupted && ParentWatch.ParentId == parent)
{
    try
    {
        state.Confirm();
    }
    catch (HostException e)
    {
        // The state is saved. What could not be settled is the same to the next run as what a killed one left.
#pragma warning disable RS0030 // The plugin has ended, and its engine keeps what it says.
        await Console.Error.WriteLineAsync(e.Message);
#pragma warning restore RS0030
        return 1;
    }
}

return 0;

void OnSignal(PosixSignalContext signal)
{
    signal.Cancel = true;
    isInterrupted |= signal.Signal == PosixSignal.SIGINT;
    stop.Cancel();
}
