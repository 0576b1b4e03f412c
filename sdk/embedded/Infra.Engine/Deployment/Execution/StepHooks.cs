using System.Collections.Immutable;
using Infra.Engine.Deployment.Hooks;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Events;
using Infra.Protocol;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Runs the hooks that a step's resource names.</summary>
internal sealed class StepHooks(ResourceHooks hooks, EventPublisher events, bool isPreview)
{
    /// <summary>The most tries of an operation, however often hooks ask for another one.</summary>
    private const int MaxTries = 100;

    /// <summary>Refuses deletions whose hooks nobody has registered, before the first of them begins.</summary>
    /// <exception cref="ReportedException">A hook is not registered.</exception>
    public void RequireRegistered(IEnumerable<Step> deletions)
    {
        foreach (var step in deletions)
        {
            var before = Names(step, HookKinds.Before(HookedOperation.Delete));
            foreach (
                var name in before.AddRange(Names(step, HookKinds.After(HookedOperation.Delete)))
            )
            {
                if (!hooks.IsRegistered(name))
                {
                    events.Error(step.Urn, ResourceHooks.Missing(name));
                    throw new ReportedException("a hook is not registered");
                }
            }
        }
    }

    /// <summary>Runs the hooks before a step; throws when one fails whose errors are not ignored.</summary>
    public async Task BeforeAsync(Step step)
    {
        if (step.Hooked is { } operation)
        {
            await RunAsync(step, HookKinds.Before(operation), "before", isAfter: false);
        }
    }

    /// <summary>Runs the hooks after a step, and returns whether all succeeded. Errors are published.</summary>
    /// <remarks>A created or updated component is complete only when it registers its outputs.</remarks>
    public Task<bool> AfterAsync(Step step) =>
        step.Resource.Custom || step.Hooked == HookedOperation.Delete
            ? RunAfterAsync(step)
            : Task.FromResult(true);

    /// <summary>Runs the hooks after a component has registered its outputs.</summary>
    public Task<bool> AfterOutputsAsync(Step step) =>
        step.Resource.Custom ? Task.FromResult(true) : RunAfterAsync(step);

    /// <summary>Applies a step, and again while it fails and its hooks ask for another try.</summary>
    public async Task<StepResult> TryAsync(Step step, Func<Task<StepResult>> apply)
    {
        var names = Names(step, HookKinds.OnError);
        if (step.Hooked is not { } operation || names.IsEmpty || !step.Resource.Custom)
        {
            return await apply();
        }

        ImmutableArray<string> errors = [];
        while (true)
        {
            var (result, cause) = await AttemptAsync(apply);
            if ((cause?.Message ?? result.PartialFailure) is not { } error)
            {
                return result;
            }

            errors = errors.Insert(0, error);
            if (!await IsRetriedAsync(step, operation, names, errors))
            {
                return cause is null ? result : throw cause;
            }
        }
    }

    private async Task<bool> RunAfterAsync(Step step)
    {
        if (step.Hooked is not { } operation)
        {
            return true;
        }

        try
        {
            await RunAsync(step, HookKinds.After(operation), "after", isAfter: true);
            return true;
        }
        catch (InfraException e)
        {
            // The resource is complete and recorded; only the run fails.
            events.Error(step.Urn, e.Message);
            return false;
        }
    }

    private static async Task<(StepResult Result, InfraException? Cause)> AttemptAsync(
        Func<Task<StepResult>> apply
    )
    {
        try
        {
            return (await apply(), null);
        }
        catch (InfraException e)
        {
            return (StepResult.Success, e);
        }
    }

    private async Task<bool> IsRetriedAsync(
        Step step,
        HookedOperation operation,
        ImmutableArray<string> names,
        ImmutableArray<string> errors
    )
    {
        if (errors.Length >= MaxTries)
        {
            events.Warning(step.Urn, $"Tried {MaxTries} times, as often as error hooks may ask.");
            return false;
        }

        var call = Call(step, isAfter: false);
        var isRetried = false;
        foreach (var name in names)
        {
            try
            {
                isRetried |= await hooks.Find<ErrorHook>(name).RunAsync(call, operation, errors);
            }
            catch (InfraException e)
            {
                throw new InfraException(
                    $"{errors[0]}\nThe error hook '{name}' failed: {e.Message}",
                    e
                );
            }
        }

        if (isRetried)
        {
            events.Warning(
                step.Urn,
                $"The {operation} failed and is tried again ({errors.Length}/{MaxTries}), as an error hook asks: {errors[0]}"
            );
        }

        return isRetried;
    }

    private async Task RunAsync(Step step, string kind, string when, bool isAfter)
    {
        foreach (var name in Names(step, kind))
        {
            var hook = hooks.Find<ResourceHook>(name);
            if (isPreview && !hook.OnDryRun)
            {
                continue;
            }

            try
            {
                await hook.RunAsync(Call(step, isAfter));
            }
            catch (InfraException e) when (hook.IgnoreErrors)
            {
                events.Warning(step.Urn, $"The hook '{name}' ({kind}) failed: {e.Message}");
            }
            catch (InfraException e)
            {
                throw new InfraException($"The {when} hook '{name}' failed: {e.Message}", e);
            }
        }
    }

    private static ImmutableArray<string> Names(Step step, string kind) =>
        step.Hooked is not null && step.Resource.ResourceHooks.TryGetValue(kind, out var names)
            ? names
            : [];

    private static HookCall Call(Step step, bool isAfter) =>
        new()
        {
            Urn = step.Urn,
            Type = step.Resource.Type,
            Id = step.Resource.Id,
            Old = step.Hooked == HookedOperation.Create ? null : step.OldSlot?.State,
            New = step.NewSlot?.State,
            NewOutputs = isAfter ? step.NewSlot?.State.Outputs : null,
        };
}
