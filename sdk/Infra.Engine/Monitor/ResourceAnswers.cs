using Google.Protobuf.WellKnownTypes;
using Infra.Engine.Deployment.Goals;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>Puts answers to programs on the wire as each program takes them.</summary>
internal static class ResourceAnswers
{
    /// <summary>The answer to a registration.</summary>
    public static RegisterResourceResponse Of(
        RegisterResourceRequest request,
        RegistrationResult result
    )
    {
        var state = result.State;
        // Where a resource's own outputs come from is not said: programs take the resource itself for it.
        return new()
        {
            Urn = state.Urn.Value,
            Id = state.Custom ? state.Id : "",
            Result = (Result)result.Outcome,
            Unknown = result.IsUnknown,
            // What a component's outputs were last time says nothing: it registers them itself.
            Object = state.Custom
                ? Encode(
                    request.SupportsPartialValues ? state.Outputs : state.Outputs.WithoutUnknowns(),
                    request.AcceptSecrets,
                    request.AcceptResources
                )
                : new Struct(),
        };
    }

    /// <summary>The answer to a look-up.</summary>
    public static ReadResourceResponse Of(ReadResourceRequest request, RegistrationResult result) =>
        new()
        {
            Urn = result.State.Urn.Value,
            Properties = Encode(
                result.State.Outputs,
                request.AcceptSecrets,
                request.AcceptResources
            ),
        };

    /// <summary>Values for a program.</summary>
    public static Struct Encode(PropertyMap values, bool acceptsSecrets, bool acceptsResources) =>
        PropertyEncoder.Encode(
            values,
            new()
            {
                KeepUnknowns = true,
                KeepSecrets = acceptsSecrets,
                KeepResources = acceptsResources,
            }
        );
}
