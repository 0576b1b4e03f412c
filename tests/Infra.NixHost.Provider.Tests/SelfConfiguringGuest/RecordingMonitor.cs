using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.Protocol.Naming;
using Infra.Protocol.Rpc;
using Infra.Protocol.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pulumirpc;

namespace Infra.NixHost.Provider.Tests.SelfConfiguringGuest;

/// <summary>A deployment that records what is registered, and answers as if every resource could be made.</summary>
internal sealed class RecordingMonitor : ResourceMonitor.ResourceMonitorBase, IAsyncDisposable
{
    private readonly WebApplication _server;

    public RecordingMonitor()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2)
        );
        builder.Services.AddGrpc();
        _server = builder.Build();
        _server.MapGrpcService(
            NestedMessageService.Define(binder => ResourceMonitor.BindService(binder, this))
        );
        _server.MapGrpcService(
            NestedMessageService.Define(binder => Engine.BindService(binder, new QuietEngine()))
        );
    }

    /// <summary>Whether the deployment is a preview, which knows no outputs.</summary>
    public bool IsPreview { get; init; }

    /// <summary>Waits before a registration is answered.</summary>
    public Func<RegisterResourceRequest, CancellationToken, Task> BeforeAnswer { get; init; } =
        (_, _) => Task.CompletedTask;

    public ConcurrentQueue<RegisterResourceRequest> Registrations { get; } = new();
    public ConcurrentQueue<RegisterResourceOutputsRequest> Outputs { get; } = new();
    public bool IsSignalled { get; private set; }

    public string Address =>
        new Uri(
            _server
                .Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.Single()
        ).Authority;

    public Task StartAsync() => _server.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    public static string UrnOf(string type, string name, string parent = "") =>
        Urn.Create("dev", "lab", Urn.TryParse(parent), type, name).Value;

    public override Task<SupportsFeatureResponse> SupportsFeature(
        SupportsFeatureRequest request,
        ServerCallContext context
    ) => Task.FromResult(new SupportsFeatureResponse { HasSupport = true });

    public override async Task<RegisterResourceResponse> RegisterResource(
        RegisterResourceRequest request,
        ServerCallContext context
    )
    {
        Registrations.Enqueue(request);
        await BeforeAnswer(request, context.CancellationToken);
        var outputs = IsPreview ? PropertyMap.Empty : OutputsOf(request);
        return new()
        {
            Urn = UrnOf(request.Type, request.Name, request.Parent),
            Id = request.Custom && !IsPreview ? $"{request.Name}-id" : "",
            Object = PropertyEncoder.Encode(outputs, EncodeOptions.Everything),
        };
    }

    public override Task<Empty> RegisterResourceOutputs(
        RegisterResourceOutputsRequest request,
        ServerCallContext context
    )
    {
        Outputs.Enqueue(request);
        return Task.FromResult(new Empty());
    }

    public override Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context)
    {
        IsSignalled = true;
        return Task.FromResult(new Empty());
    }

    private static PropertyMap OutputsOf(RegisterResourceRequest request)
    {
        var inputs = PropertyDecoder.Decode(request.Object);
        return request.Type.Split(':')[^1] switch
        {
            "NixImage" => PropertyMap.Of(("imagePath", "/nix/store/x-image/nixos.qcow2")),
            "BridgeNetwork" => PropertyMap.Of(("networkName", "lan")),
            "OverlayDisk" => PropertyMap.Of(("path", "/images/os.qcow2")),
            "ConfigDisk" => PropertyMap.Of(
                ("path", $"/disks/{request.Name}"),
                ("format", inputs.Get("format") ?? "fat"),
                ("serial", inputs["serial"]),
                ("contentHash", $"hash of {request.Name}")
            ),
            "NixSystem" => PropertyMap.Of(
                ("storePath", "/nix/store/s-nixos-system-web"),
                ("closurePath", "/closures/web")
            ),
            "NixGuest" => PropertyMap.Of(
                ("ipAddresses", PropertyValue.List("192.168.1.12")),
                ("configuredSystem", "/nix/store/s-nixos-system-web"),
                ("configHash", inputs["expectedConfigHash"]),
                ("sshHostKey", "ssh-ed25519 AAAA")
            ),
            _ => PropertyMap.Empty,
        };
    }

    private sealed class QuietEngine : Engine.EngineBase
    {
        public override Task<Empty> Log(LogRequest request, ServerCallContext context) =>
            Task.FromResult(new Empty());
    }
}
