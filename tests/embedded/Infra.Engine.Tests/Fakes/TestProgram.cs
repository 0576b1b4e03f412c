using Infra.Engine.Deployment;
using Infra.Engine.Goals;
using Infra.Engine.Providers;
using Infra.Engine.Runs;
using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Fakes;

/// <summary>What a program under test can ask for.</summary>
internal sealed class TestProgram(
    DeploymentRequest request,
    DeploymentComposition parts,
    Ledger ledger
)
{
    public const string Thing = "fake:index:Thing";

    /// <summary>What really exists.</summary>
    public Ledger Ledger => ledger;

    /// <summary>Runs a program's code; what it throws is its failure.</summary>
    public static async Task RunAsync(
        Func<TestProgram, Task> program,
        DeploymentRequest request,
        DeploymentComposition parts,
        Ledger ledger
    )
    {
        try
        {
            await Task.Yield();
            await program(new(request, parts, ledger));
            parts.Inbox.Complete();
        }
        catch (OperationCanceledException)
        {
            // The run ended before the program did.
        }
        catch (ProgramFailure e)
        {
            parts.Events.Error(null, e.Message);
            parts.Inbox.Complete(new ReportedException(e.Message));
        }
    }

    /// <summary>Connects to the run as programs in other processes do.</summary>
    public Task<MonitorRun> ConnectAsync() => MonitorRun.StartAsync(request, parts);

    /// <summary>Registers a thing.</summary>
    public async Task<ResourceState> ThingAsync(
        string name,
        PropertyMap? inputs = null,
        Func<ResourceGoal, ResourceGoal>? options = null
    ) => (await RegisterAsync(name, inputs, options)).State;

    /// <summary>Registers a thing and tells how it went.</summary>
    public async Task<RegistrationResult> RegisterAsync(
        string name,
        PropertyMap? inputs = null,
        Func<ResourceGoal, ResourceGoal>? options = null
    )
    {
        var goal = new ResourceGoal
        {
            Type = Thing,
            Name = name,
            Custom = true,
            Properties = inputs ?? PropertyMap.Empty,
            Provider = await parts.DefaultProviders.FindAsync(new("fake")),
        };
        return await parts.Inbox.SendAsync(
            new Registration.Resource(options?.Invoke(goal) ?? goal)
        );
    }

    /// <summary>Registers a component.</summary>
    public async Task<ResourceState> ComponentAsync(
        string name,
        string type = "my:index:Component",
        Urn? parent = null
    ) =>
        (
            await parts.Inbox.SendAsync(
                new Registration.Resource(
                    new()
                    {
                        Type = type,
                        Name = name,
                        Custom = false,
                        Parent = parent,
                    }
                )
            )
        ).State;

    /// <summary>Registers a provider of things.</summary>
    public async Task<string> ProviderAsync(
        string name,
        PropertyMap? inputs = null,
        Func<ResourceGoal, ResourceGoal>? options = null
    )
    {
        var goal = new ResourceGoal
        {
            Type = "pulumi:providers:fake",
            Name = name,
            Custom = true,
            Properties = inputs ?? PropertyMap.Empty,
        };
        var result = await parts.Inbox.SendAsync(
            new Registration.Resource(options?.Invoke(goal) ?? goal)
        );
        return new ProviderReference(result.State.Urn, result.State.Id).ToString();
    }

    /// <summary>Looks a thing up.</summary>
    public async Task<ResourceState> ReadAsync(string name, string id)
    {
        var goal = new ResourceGoal
        {
            Type = Thing,
            Name = name,
            Custom = true,
            Provider = await parts.DefaultProviders.FindAsync(new("fake")),
        };
        return (await parts.Inbox.SendAsync(new Registration.Read(goal, id))).State;
    }

    /// <summary>Registers outputs.</summary>
    public Task OutputsAsync(Urn urn, PropertyMap outputs) =>
        parts.Inbox.SendAsync(new Registration.ResourceOutputs(urn, outputs));

    /// <summary>What a failing program throws.</summary>
    internal sealed class ProgramFailure(string message) : Exception(message);
}
