using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Goals;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Imports an existing resource as it is, without a program's inputs.</summary>
internal sealed class TakeOverStep : RegisteredStep
{
    private readonly ImportGoal _goal;
    private readonly ReadOnlyMemory<byte> _seed;
    private PropertyMap _found = PropertyMap.Empty;

    /// <summary>Creates the step.</summary>
    /// <param name="registration">The registration to answer.</param>
    /// <param name="goal">The inputs to take over.</param>
    /// <param name="seed">The random seed of the check.</param>
    public TakeOverStep(
        Registration registration,
        ResourceState state,
        ImportGoal goal,
        ReadOnlyMemory<byte> seed
    )
        : base(registration, state) => (_goal, _seed) = (goal, seed);

    public override StepOp Op => StepOp.Import;

    public override OperationType? Operation => OperationType.Importing;

    public override StepChange? Change => new() { Add = NewSlot };

    /// <inheritdoc/>
    /// <remarks>What was found is the former state, with the inputs that are left out.</remarks>
    public override StepMetadata Metadata =>
        ImportedResource.Told(base.Metadata) is { Old: { } old } told
            ? told with
            {
                Old = old with { Inputs = _found },
            }
            : base.Metadata;

    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var state = NewSlot.State;
        var provider = context.ProviderOf(state);
        var result = await provider.ReadAsync(
            new(state.Urn, state.ImportId, Inputs: null, Outputs: null, Timeout: 0),
            cancellationToken
        );
        var found = ImportedResource.Of(state, result) with
        {
            ImportId = "",
            Created = context.Now,
            Modified = context.Now,
        };
        _found = found.Inputs;
        NewSlot.State = found with { Inputs = Chosen(found.Inputs) };
        await WarnAsync(context, provider, found.Inputs, cancellationToken);
        return new(result.Failure);
    }

    private PropertyMap Chosen(PropertyMap inputs) =>
        _goal.Properties.IsEmpty
            ? inputs
            : PropertyMap.Create(inputs.Where(input => _goal.Properties.Contains(input.Key)));

    // The resource stays imported even if a program could not register it like that.
    private async Task WarnAsync(
        StepContext context,
        IResourceProvider provider,
        PropertyMap found,
        CancellationToken cancellationToken
    )
    {
        var state = NewSlot.State;
        var check = await provider.CheckAsync(
            new CheckInput(state.Urn, found, state.Inputs, _seed),
            cancellationToken
        );
        foreach (var failure in check.Failures)
        {
            context.Events.Warning(
                state.Urn,
                $"An imported input is not one that a program can give: {failure.Property}: {failure.Reason} "
                    + "Correct it in the program."
            );
        }
    }
}
