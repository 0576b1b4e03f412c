using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Goals;
using Infra.Engine.Providers;
using Infra.Engine.State;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Takes the program's place in an import: keeps the whole state, and registers the resources to import.</summary>
internal sealed class ImportSource(
    DeploymentRequest request,
    PlanningContext context,
    StepExecutor executor,
    DefaultProviders defaults,
    RegistrationInbox inbox
)
{
    private readonly Dictionary<Urn, Task<RegistrationResult>> _imports = [];
    private readonly TaskCompletionSource _allBegan = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private Urn? _stack;

    /// <summary>Keeps the state first, so that imported resources come after their dependencies.</summary>
    public async Task KeepAsync()
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        foreach (var slot in context.Olds.All.Where(slot => !slot.State.Delete))
        {
            context.Seen.Urns.Add(slot.Urn);
            context.Seen.Sames.Add(slot.Urn);
            steps.Add(new SameStep(registration: null, slot, slot.State, isTargeted: false));
        }

        _stack = context.Olds.All.FirstOrDefault(slot => IsStack(slot.Urn))?.Urn;
        if (_stack is null)
        {
            var stack = NewStack();
            (_stack, _) = (stack.Urn, context.Seen.Urns.Add(stack.Urn));
            steps.Add(CreateStep.New(new Registration.Resource(GoalOf(stack)), stack));
        }

        await executor.Start(steps.ToImmutable());
    }

    /// <summary>Registers all resources to import, and ends when they are imported.</summary>
    public async Task RunAsync()
    {
        try
        {
            if (request.Search is { } search)
            {
                await SearchAsync(search);
            }

            foreach (var spec in request.Imports)
            {
                var urn = UrnOf(spec);
                _imports[urn] = _imports.ContainsKey(urn)
                    ? throw new InfraException($"{urn} is imported twice. Give one another name.")
                    : ImportAsync(spec, urn);
            }

            _allBegan.SetResult();
            await Task.WhenAll(_imports.Values);
            inbox.Complete();
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
        catch (InfraException e)
        {
            // The exception is thrown where the inbox is read.
            inbox.Complete(e);
        }
    }

    private async Task SearchAsync(ImportSearch search)
    {
        var reference = await ProviderAsync(
            new()
            {
                Type = search.Package,
                Name = search.Package,
                Provider = search.Provider,
            },
            new(search.Package)
        );
        var provider = context.Providers.Require(reference, $"the search in '{search.Package}'");
        await new ImportableObjects(context, provider, _stack).FindAsync(search);
    }

    private async Task<RegistrationResult> ImportAsync(ImportSpec spec, Urn urn)
    {
        // A dependency may be imported along, further down the list.
        await _allBegan.Task;
        if (context.Olds.Find(urn) is { State: var old })
        {
            return spec.Id == (old.ImportId.Length > 0 ? old.ImportId : old.Id)
                ? new(old)
                : throw new InfraException(
                    $"There is another resource {urn} in the stack already. Give what you import another name."
                );
        }

        var parent = spec.Parent.Length > 0 ? Urn.Parse(spec.Parent) : _stack;
        if (parent is not null && _imports.TryGetValue(parent, out var imported))
        {
            await imported;
        }

        var package = new PackageDescriptor(
            PackageDescriptor.NameOf(spec.Type),
            spec.Version,
            spec.PluginDownloadUrl
        );
        return await inbox.SendAsync(
            new Registration.Resource(
                Urn.IsProviderType(spec.Type)
                    ? Goal(spec, parent) with
                    {
                        Properties = ProviderInputs.Create(spec.Inputs, package),
                    }
                : spec.IsComponent ? Goal(spec, parent) with { Custom = false }
                : Goal(spec, parent) with
                {
                    Provider = await ProviderAsync(spec, package),
                    ImportId = spec.Id,
                    Import = new(spec.Properties),
                    Protect = spec.Protect,
                }
            )
        );
    }

    private async Task<string> ProviderAsync(ImportSpec spec, PackageDescriptor package)
    {
        var urn =
            spec.Provider.Length > 0
                ? Urn.Parse(spec.Provider)
                : DefaultProviders.UrnOf(package, context.Stack, context.Project);
        if (_imports.TryGetValue(urn, out var imported))
        {
            return new ProviderReference(urn, (await imported).State.Id).ToString();
        }

        if (context.Olds.Find(urn) is { State: var old })
        {
            await context.Providers.EnsureAsync(old, CancellationToken.None);
            return new ProviderReference(urn, old.Id).ToString();
        }

        return spec.Provider.Length == 0
            ? await defaults.FindAsync(package)
            : throw new InfraException(
                $"The provider {urn} of '{spec.Name}' is neither in the stack nor imported along."
            );
    }

    private Urn UrnOf(ImportSpec spec) =>
        Urn.Create(
            context.Stack,
            context.Project,
            spec.Parent.Length > 0 ? Urn.Parse(spec.Parent) : _stack,
            spec.Type,
            spec.Name
        );

    private static ResourceGoal Goal(ImportSpec spec, Urn? parent) =>
        new()
        {
            Type = spec.Type,
            Name = spec.Name,
            Custom = true,
            Parent = parent,
        };

    private ResourceState NewStack()
    {
        var name = $"{context.Project}-{context.Stack}";
        return new()
        {
            Urn = Urn.Create(context.Stack, context.Project, null, Urn.RootStackType, name),
            Type = Urn.RootStackType,
            Custom = false,
        };
    }

    private static ResourceGoal GoalOf(ResourceState stack) =>
        new()
        {
            Type = stack.Type,
            Name = stack.Urn.Name,
            Custom = false,
        };

    private static bool IsStack(Urn urn) => urn.QualifiedType == Urn.RootStackType;
}
