using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Tests.Fakes;

/// <summary>What fake providers do besides their work.</summary>
internal sealed class FakeBehavior
{
    /// <summary>Operations that fail outright, e.g. <c>create a</c>.</summary>
    public HashSet<string> Failing { get; } = [];

    /// <summary>Operations that fail half-way.</summary>
    public HashSet<string> FailingHalfWay { get; } = [];

    /// <summary>Runs before every real operation.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Sees every check of a resource.</summary>
    public Action<CheckInput> OnCheck { get; set; } = _ => { };

    /// <summary>Runs before every check of a resource.</summary>
    public Func<CheckInput, Task> BeforeCheck { get; set; } = _ => Task.CompletedTask;

    /// <summary>Answers diffs in place of the comparison.</summary>
    public Func<DiffInput, DiffResult?>? Diff { get; set; }

    /// <summary>Constructs components.</summary>
    public Func<
        ConstructRequest,
        PropertyMap,
        Task<ConstructResponse?>
    > ConstructAsync { get; set; } =
        (request, _) => throw new ProviderException($"no component {request.Type}");

    /// <summary>Calls methods.</summary>
    public Func<CallRequest, PropertyMap, Task<CallResponse>> CallAsync { get; set; } =
        (request, _) => throw new ProviderException($"no method {request.Tok}");

    /// <summary>Completes when a provider is asked to cancel.</summary>
    public TaskCompletionSource Cancelled { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<string?> BeforeAsync(string operation, Urn urn)
    {
        var call = $"{operation} {urn.Name}";
        await Before(call);
        if (Failing.Contains(call))
        {
            throw new ProviderException($"{call} failed");
        }

        return FailingHalfWay.Contains(call) ? $"{call} failed half-way" : null;
    }
}
