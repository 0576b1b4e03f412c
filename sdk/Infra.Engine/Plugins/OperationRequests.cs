using Infra.Engine.Providers.Operations;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Plugins;

/// <summary>What a plugin is asked about a resource, in the form that it understands.</summary>
/// <param name="configuration">Knows what it understands.</param>
internal sealed class OperationRequests(PluginConfiguration configuration)
{
    private readonly PluginValues _values = configuration.Values;

    public CheckRequest Check(CheckInput input) =>
        new()
        {
            Urn = input.Urn.Value,
            Name = input.Urn.Name,
            Type = input.Urn.Type,
            Olds = _values.Inputs(input.Olds),
            News = _values.Inputs(input.News),
            RandomSeed = Google.Protobuf.ByteString.CopyFrom(input.RandomSeed.Span),
            Autonaming = NamingMessages.Of(input.Naming, configuration.Capabilities),
        };

    public DiffRequest Diff(DiffInput input) =>
        new()
        {
            Id = input.Id,
            Urn = input.Urn.Value,
            Name = input.Urn.Name,
            Type = input.Urn.Type,
            Olds = _values.Olds(input.OldOutputs),
            OldInputs = _values.Olds(input.OldInputs),
            News = _values.Olds(input.NewInputs),
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
            // Present also where nothing is known yet, as in an import: some providers do not expect less.
            Properties = _values.Olds(input.Outputs ?? PropertyMap.Empty),
            Inputs = input.Inputs is null ? null : _values.Olds(input.Inputs),
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
