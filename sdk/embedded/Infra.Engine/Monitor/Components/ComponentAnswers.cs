using Infra.Engine.Values;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor.Components;

/// <summary>Turns providers' answers about components into answers for programs.</summary>
internal static class ComponentAnswers
{
    /// <summary>A constructed component.</summary>
    public static RegisterResourceResponse Of(
        RegisterResourceRequest request,
        ConstructResponse answer
    )
    {
        var values = PropertyDecoder.Decode(answer.State);
        var outputs = OutputValues.Lower(values);
        var response = new RegisterResourceResponse
        {
            Urn = answer.Urn,
            Object = ResourceAnswers.Encode(
                request.SupportsPartialValues ? outputs : outputs.WithoutUnknowns(),
                request.AcceptSecrets,
                request.AcceptResources
            ),
        };
        foreach (var name in values.Keys.Union(answer.StateDependencies.Keys))
        {
            var given = answer.StateDependencies.TryGetValue(name, out var urns) ? urns.Urns : [];
            response.PropertyDependencies[name] = new()
            {
                Urns = { given.Union(Origins(values, name), StringComparer.Ordinal) },
            };
        }

        return response;
    }

    /// <summary>What a method returned.</summary>
    public static CallResponse Of(CallResponse answer)
    {
        var values = PropertyDecoder.Decode(answer.Return);
        var response = new CallResponse
        {
            Return = ResourceAnswers.Encode(OutputValues.Lower(values), true, true),
            Failures = { answer.Failures },
        };
        foreach (var name in values.Keys.Union(answer.ReturnDependencies.Keys))
        {
            var given = answer.ReturnDependencies.TryGetValue(name, out var urns) ? urns.Urns : [];
            response.ReturnDependencies[name] = new()
            {
                Urns = { given.Union(Origins(values, name), StringComparer.Ordinal) },
            };
        }

        return response;
    }

    private static IEnumerable<string> Origins(PropertyMap values, string name) =>
        values.Get(name) is { } value ? OutputValues.Dependencies(value) : [];
}
