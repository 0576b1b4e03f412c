using Google.Protobuf.WellKnownTypes;
using Infra.Engine.Providers.Operations;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Plugins;

/// <summary>Builds requests about a resource in the form that the plugin understands.</summary>
internal sealed class OperationMessages(PluginConfiguration configuration)
{
    private readonly PluginValues _values = configuration.Values;

    public CheckRequest Check(CheckInput input) => Check(input, _values.Inputs);

    /// <summary>A check in another form than that of inputs.</summary>
    public static CheckRequest Check(CheckInput input, Func<PropertyMap, Struct> encode) =>
        new()
        {
            Urn = input.Urn.Value,
            Name = input.Urn.Name,
            Type = input.Urn.Type,
            Olds = encode(input.Olds),
            News = encode(input.News),
            RandomSeed = Google.Protobuf.ByteString.CopyFrom(input.RandomSeed.Span),
        };

    public DiffRequest Diff(DiffInput input) => Diff(input, _values.Olds);

    /// <summary>A diff in another form than that of former values.</summary>
    public static DiffRequest Diff(DiffInput input, Func<PropertyMap, Struct> encode) =>
        new()
        {
            Id = input.Id,
            Urn = input.Urn.Value,
            Name = input.Urn.Name,
            Type = input.Urn.Type,
            Olds = encode(input.OldOutputs),
            OldInputs = encode(input.OldInputs),
            News = encode(input.NewInputs),
            IgnoreChanges = { input.IgnoreChanges },
        };

    public CreateRequest Create(CreateInput input) =>
        new()
        {
            Urn = input.Urn.Value,
            Name = input.Urn.Name,
            Type = input.Urn.Type,
            Properties = _values.Inputs(input.Inputs),
            Timeout = input.Timeout,
            Preview = input.IsPreview,
        };

    public ReadRequest Read(ReadInput input) =>
        new()
        {
            Id = input.Id,
            Urn = input.Urn.Value,
            Name = input.Urn.Name,
            Type = input.Urn.Type,
            // Some providers fail without this field, so an import sends it empty.
            Properties = _values.Olds(input.Outputs ?? PropertyMap.Empty),
            // By this field providers tell a refresh from an import, so inputs that do not exist are left out.
            Inputs = input.Inputs is { Count: > 0 } inputs ? _values.Olds(inputs) : null,
            Timeout = input.Timeout,
        };

    public UpdateRequest Update(UpdateInput input) =>
        new()
        {
            Id = input.Id,
            Urn = input.Urn.Value,
            Name = input.Urn.Name,
            Type = input.Urn.Type,
            Olds = _values.Olds(input.OldOutputs),
            OldInputs = _values.Olds(input.OldInputs),
            News = _values.Inputs(input.NewInputs),
            Timeout = input.Timeout,
            Preview = input.IsPreview,
            IgnoreChanges = { input.IgnoreChanges },
        };

    public DeleteRequest Delete(DeleteInput input) =>
        new()
        {
            Id = input.Id,
            Urn = input.Urn.Value,
            Name = input.Urn.Name,
            Type = input.Urn.Type,
            Properties = _values.Olds(input.Outputs),
            OldInputs = _values.Olds(input.Inputs),
            Timeout = input.Timeout,
        };
}
