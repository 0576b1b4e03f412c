using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Imports;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Brings a resource that exists under management just as it is: no program says what it should be.</summary>
internal sealed class TakeOverStep : Step
{
    private readonly SourceEvent _registration;
    private readonly ImportGoal _goal;
    private readonly ReadOnlyMemory<byte> _seed;

    /// <summary>Creates the step.</summary>
    /// <param name="registration">Whom to answer.</param>
    /// <param name="state">The resource to be.</param>
    /// <param name="goal">What to take over.</param>
    /// <param name="seed">For the check of what was found.</param>
    public TakeOverStep(
        SourceEvent registration,
        ResourceState state,
        ImportGoal goal,
        ReadOnlyMemory<byte> seed
    )
    {
        (_registration, _goal, _seed) = (registration, goal, seed);
        NewSlot = new(state);
    }

    /// <inheritdoc/>
    public override StepOp Op => StepOp.Import;

    /// <inheritdoc/>
    public override OperationType? Operation => OperationType.Importing;

    /// <inheritdoc/>
    public override StateChange? Change => new() { Add = NewSlot };

    /// <inheritdoc/>
    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var state = NewSlot!.State;
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
        NewSlot.State = found with { Inputs = Chosen(found.Inputs) };
        await WarnAsync(context, provider, found.Inputs, cancellationToken);
        return new(result.Failure);
    }

    /// <inheritdoc/>
    public override void Complete() => _registration.Done(new(NewSlot!.State));

    /// <inheritdoc/>
    public override void Fail() =>
        _registration.Done(new(NewSlot!.State, RegistrationOutcome.Fail));

    /// <inheritdoc/>
    public override void Skip() =>
        _registration.Done(new(NewSlot!.State, RegistrationOutcome.Skip));

    private PropertyMap Chosen(PropertyMap inputs) =>
        _goal.Properties.IsEmpty
            ? inputs
            : PropertyMap.Create(inputs.Where(input => _goal.Properties.Contains(input.Key)));

    // What is there stays managed, even if a program could not ask for it like that.
    private async Task WarnAsync(
        StepContext context,
        IResourceProvider provider,
        PropertyMap found,
        CancellationToken cancellationToken
    )
    {
        var state = NewSlot!.State;
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
