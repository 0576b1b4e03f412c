using Infra.NixHost.Provider.Components;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.NixHost.Provider.Tests.Rpc;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Provider.Tests.SelfConfiguringGuest;

/// <summary>Runs the component in both ways against a recording deployment.</summary>
internal static class ComponentRuns
{
    public const string Type = "nixhost:index:SelfConfiguringGuest";
    private const string StackType = "pulumi:pulumi:Stack";

    public static string Stack { get; } = RecordingMonitor.UrnOf(StackType, "lab-dev");

    private static string Image { get; } =
        RecordingMonitor.UrnOf("nixhost:index:NixImage", "image", Stack);

    private static string Lan { get; } =
        RecordingMonitor.UrnOf("nixhost:index:BridgeNetwork", "lan", Stack);

    /// <summary>Runs a program with the C# class.</summary>
    public static async Task InProgramAsync(
        RecordingMonitor monitor,
        Action<SelfConfiguringGuestArgs> change
    )
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PULUMI_PROJECT"] = "lab",
            ["PULUMI_STACK"] = "dev",
            ["PULUMI_DRY_RUN"] = monitor.IsPreview ? "true" : "false",
            ["PULUMI_MONITOR"] = monitor.Address,
            ["PULUMI_ENGINE"] = monitor.Address,
        };
        try
        {
            foreach (var (name, value) in variables)
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            var exitCode = await Pulumi.Deployment.RunAsync(() =>
            {
                var args = new SelfConfiguringGuestArgs
                {
                    Image = new Infra.NixHost.NixImage(
                        "image",
                        new() { Configuration = "base.nix" }
                    ),
                    ConfigurationRoot = "root",
                    HostConfiguration = "hosts/web",
                    Network = new Infra.NixHost.BridgeNetwork("lan", new() { Bridge = "br0" }),
                    Identity = new() { HostName = "web", Address = "192.168.1.12/24" },
                };
                change(args);
                _ = new Infra.NixHost.SelfConfiguringGuest("web", args);
            });
            Assert.That(exitCode, Is.Zero);
        }
        finally
        {
            foreach (var name in variables.Keys)
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }
    }

    /// <summary>The request of an engine for the same component.</summary>
    public static ConstructRequest Request(
        RecordingMonitor monitor,
        Func<PropertyMap, PropertyMap> change
    )
    {
        var inputs = change(
            PropertyMap.Of(
                ("image", From(monitor, "/nix/store/x-image/nixos.qcow2", Image)),
                ("configurationRoot", "root"),
                ("hostConfiguration", "hosts/web"),
                ("network", PropertyMap.Of(("network", From(monitor, "lan", Lan)))),
                ("identity", PropertyMap.Of(("hostName", "web"), ("address", "192.168.1.12/24")))
            )
        );
        var request = new ConstructRequest
        {
            Type = Type,
            Name = "web",
            Parent = Stack,
            Project = "lab",
            Stack = "dev",
            DryRun = monitor.IsPreview,
            MonitorEndpoint = monitor.Address,
            AcceptsOutputValues = true,
            Inputs = PropertyEncoder.Encode(inputs, EncodeOptions.Everything),
        };
        foreach (var (name, value) in inputs)
        {
            request.InputDependencies[name] = new() { Urns = { Flow.DependenciesOf(value) } };
        }

        return request;
    }

    /// <summary>Has the provider construct the component.</summary>
    public static async Task<T> InProviderAsync<T>(
        Func<ResourceProvider.ResourceProviderClient, TestStack, Task<T>> use
    )
    {
        await using var served = await ServedProvider.StartAsync();
        await served.ConfigureAsync();
        return await use(served.Client, served.Stack);
    }

    private static PropertyValue From(RecordingMonitor monitor, string value, string urn) =>
        new PropertyValue.Output(
            monitor.IsPreview ? null : new PropertyValue.String(value),
            IsSecret: false,
            [urn]
        );
}
