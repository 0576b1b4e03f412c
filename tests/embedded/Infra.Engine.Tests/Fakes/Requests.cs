using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Tests.Fakes;

/// <summary>Messages of programs.</summary>
internal static class Requests
{
    /// <summary>Registers a thing as current SDKs do.</summary>
    public static RegisterResourceRequest Thing(string name, PropertyMap? inputs = null) =>
        new()
        {
            Type = TestProgram.Thing,
            Name = name,
            Custom = true,
            Object = PropertyEncoder.Encode(inputs ?? PropertyMap.Empty, EncodeOptions.Everything),
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsResultReporting = true,
        };

    /// <summary>Registers a component.</summary>
    public static RegisterResourceRequest Component(string name) =>
        new()
        {
            Type = "my:index:Group",
            Name = name,
            SupportsResultReporting = true,
        };
}
