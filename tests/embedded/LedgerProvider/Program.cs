using System.Net;
using System.Runtime.InteropServices;
using Infra.Protocol.Rpc;
using LedgerProvider;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pulumirpc;

// A provider whose resources are entries of a ledger: small files that live on when everything else is killed.
var directory =
    Environment.GetEnvironmentVariable("LEDGER_DIRECTORY")
    ?? throw new InvalidOperationException("LEDGER_DIRECTORY must name the ledger's directory");

var builder = WebApplication.CreateEmptyBuilder(new());
builder.WebHost.UseKestrelCore();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.Limits.MaxRequestBodySize = null;
    kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
});
builder.Services.AddRoutingCore();
builder.Services.AddGrpc(grpc =>
{
    grpc.MaxReceiveMessageSize = MessageLimits.MaxMessageBytes;
    grpc.MaxSendMessageSize = MessageLimits.MaxMessageBytes;
});
await using var server = builder.Build();
server.UseRouting();
var service = new LedgerService(Ledger.Open(directory), Delays.FromEnvironment());
server.MapGrpcService(
    NestedMessageService.Define(binder => ResourceProvider.BindService(binder, service))
);
await server.StartAsync();
Console.WriteLine(new Uri(server.Urls.Single()).Port);

// The engine ends it with one signal, a killed engine's death with the other. What is under way stays as it is.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Environment.Exit(0));
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(0));
await Task.Delay(Timeout.Infinite);
