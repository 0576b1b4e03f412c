using Grpc.Core;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.NixHost.Testing.Running;

/// <summary>What a test says of other providers and other stacks.</summary>
internal sealed class OtherResources(NixHostTestOptions options, RunRecord record, bool isPreview)
{
    /// <summary>A resource of another provider, or a provider itself.</summary>
    public (string Id, PropertyMap Outputs) Register(Urn urn, string id, PropertyMap inputs)
    {
        var plain = PlainValues.Of(inputs);
        var outputs =
            options.OtherResources is null || Urn.IsProviderType(urn.Type)
                ? inputs
                : PlainValues.Read(
                    options.OtherResources(new OtherResource(urn.Type, urn.Name, plain))
                );
        record.Resources.Enqueue(
            new(
                urn.Value,
                urn.Type,
                urn.Name,
                id.Length > 0 ? PlannedOperation.Read : PlannedOperation.Create
            )
            {
                Inputs = plain,
                Outputs = PlainValues.Of(outputs),
            }
        );
        // A provider needs an id, because the references to it have one.
        return (
            id.Length > 0 || isPreview && !Urn.IsProviderType(urn.Type) ? id : $"{urn.Name}-id",
            outputs
        );
    }

    /// <summary>The outputs of another stack.</summary>
    public PropertyMap Refer(Urn urn, string stack)
    {
        if (!options.StackReferences.TryGetValue(stack, out var found))
        {
            throw new RpcException(
                new(
                    StatusCode.Unknown,
                    $"The test says nothing of the stack '{stack}'. Add its outputs to {nameof(NixHostTestOptions)}.{nameof(NixHostTestOptions.StackReferences)}."
                )
            );
        }

        var outputs = PropertyMap.Of(
            ("name", stack),
            ("outputs", new PropertyValue.Object(PlainValues.Read(found))),
            ("secretOutputNames", PropertyValue.List([]))
        );
        record.Resources.Enqueue(
            new(urn.Value, urn.Type, urn.Name, PlannedOperation.Read)
            {
                Outputs = PlainValues.Of(outputs),
            }
        );
        return outputs;
    }

    /// <summary>A function of another provider.</summary>
    public PropertyMap Call(string token, PropertyMap arguments) =>
        options.OtherFunctions is { } call
            ? PlainValues.Read(call(new OtherFunction(token, PlainValues.Of(arguments))))
            : throw new RpcException(
                new(
                    StatusCode.Unknown,
                    $"The test says nothing of the function '{token}'. Give its result in {nameof(NixHostTestOptions)}.{nameof(NixHostTestOptions.OtherFunctions)}."
                )
            );
}
