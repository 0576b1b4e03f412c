using Google.Protobuf.WellKnownTypes;
using Infra.Engine.Goals;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>Encodes answers in the form that each program takes.</summary>
internal static class ResourceAnswers
{
    public static RegisterResourceResponse Of(
        RegisterResourceRequest request,
        RegistrationResult result
    )
    {
        var state = result.State;
        // Dependencies of a resource's own outputs are not sent, because programs assume the resource itself.
        return new()
        {
            Urn = state.Urn.Value,
            Id = state.Custom ? state.Id : "",
            Result = (Result)result.Outcome,
            Unknown = result.IsUnknown,
            // A component registers its outputs itself, so the former ones are not sent.
            Object = state.Custom
                ? Encode(
                    request.SupportsPartialValues ? state.Outputs : state.Outputs.WithoutUnknowns(),
                    request.AcceptSecrets,
                    request.AcceptResources
                )
                : new Struct(),
        };
    }

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
