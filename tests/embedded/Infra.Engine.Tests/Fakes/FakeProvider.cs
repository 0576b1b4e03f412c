using System.Collections.Immutable;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;
using CheckFailure = Infra.Engine.Providers.Operations.CheckFailure;
using Parameterization = Infra.Engine.Providers.Parameterization;

namespace Infra.Engine.Tests.Fakes;

/// <summary>
/// A provider of things in a ledger. A change of an input whose name begins with <c>force</c> replaces; an input <c>deleteFirst</c>
/// asks for the old one to go first; an input <c>reject</c> fails the check. Without <c>name</c> one is generated.
/// </summary>
internal sealed class FakeProvider(Ledger ledger, FakeBehavior behavior)
    : IPackageProvider,
        IListingProvider
{
    public bool IsDisposed { get; private set; }

    public Task<CheckResult> CheckConfigAsync(
        CheckInput input,
        CancellationToken cancellationToken
    ) => Task.FromResult(CheckResult.Passed(input.News));

    public Task<DiffResult> DiffConfigAsync(DiffInput input, CancellationToken cancellationToken) =>
        Task.FromResult(Compare(input, hasDetails: false));

    public void Configure(Urn urn, string id, PropertyMap inputs) =>
        ledger.Calls.Enqueue($"configure {urn.Name}");

    public Task<InvokeResult> InvokeAsync(
        string token,
        PropertyMap arguments,
        CancellationToken cancellationToken
    ) => Task.FromResult(new InvokeResult(arguments.With("token", token), []));

    public Task ParameterizeAsync(
        Parameterization parameterization,
        CancellationToken cancellationToken
    )
    {
        ledger.Calls.Enqueue($"parameterize {parameterization.Name} {parameterization.Version}");
        return Task.CompletedTask;
    }

    public Task<ConstructResponse?> ConstructAsync(
        ConstructRequest request,
        PropertyMap inputs,
        CancellationToken cancellationToken
    ) => behavior.ConstructAsync(request, inputs);

    public Task<CallResponse> CallAsync(
        CallRequest request,
        PropertyMap arguments,
        CancellationToken cancellationToken
    ) => behavior.CallAsync(request, arguments);

    public Task<string> ReadSchemaAsync(CancellationToken cancellationToken) =>
        Task.FromResult(
            $$"""{ "resources": { "{{TestProgram.Thing}}": { "listInputs": {} }, "fake:index:Nothing": {} } }"""
        );

    public Task<ImmutableArray<(string Id, string Name)>> ListAsync(
        string type,
        PropertyMap query,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<ImmutableArray<(string, string)>>([
            .. ledger
                .Live.OrderBy(thing => thing.Key, StringComparer.Ordinal)
                .Select(thing =>
                    (
                        thing.Key,
                        thing.Value.Get("name") is PropertyValue.String name ? name.Value : ""
                    )
                ),
        ]);

    public Task CancelAsync()
    {
        ledger.Calls.Enqueue("cancel");
        behavior.Cancelled.TrySetResult();
        return Task.CompletedTask;
    }

    public async Task<CheckResult> CheckAsync(CheckInput input, CancellationToken cancellationToken)
    {
        behavior.OnCheck(input);
        await behavior.BeforeCheck(input);
        ImmutableArray<CheckFailure> failures = input.News.Get("reject")
            is PropertyValue.String reason
            ? [new("reject", reason.Value)]
            : [];
        var news = input.News;
        if (!news.ContainsKey("name"))
        {
            news = news.With(
                "name",
                input.Olds.Get("name") ?? $"{input.Urn.Name}-{ledger.NextId()}"
            );
        }

        return new(news, failures);
    }

    public Task<DiffResult> DiffAsync(DiffInput input, CancellationToken cancellationToken) =>
        Task.FromResult(behavior.Diff?.Invoke(input) ?? Compare(input, hasDetails: true));

    public async Task<OperationResult> CreateAsync(
        CreateInput input,
        CancellationToken cancellationToken
    )
    {
        if (input.IsPreview)
        {
            return new()
            {
                Id = "",
                Outputs = input.Inputs.With("out", PropertyValue.Computed.Instance),
            };
        }

        var failure = await behavior.BeforeAsync("create", input.Urn);
        var id = ledger.NextId();
        ledger.Live[id] = input.Inputs;
        ledger.Calls.Enqueue($"create {input.Urn.Name}");
        return Result(id, input.Inputs, failure);
    }

    public Task<OperationResult> ReadAsync(ReadInput input, CancellationToken cancellationToken)
    {
        ledger.Calls.Enqueue($"read {input.Urn.Name}");
        return Task.FromResult(
            ledger.Live.TryGetValue(input.Id, out var inputs)
                ? Result(input.Id, inputs, failure: null) with
                {
                    Inputs = inputs,
                }
                : new OperationResult { Id = "", Outputs = PropertyMap.Empty }
        );
    }

    public async Task<OperationResult> UpdateAsync(
        UpdateInput input,
        CancellationToken cancellationToken
    )
    {
        if (input.IsPreview)
        {
            return Result(input.Id, input.NewInputs, failure: null);
        }

        var failure = await behavior.BeforeAsync("update", input.Urn);
        ledger.Live[input.Id] = input.NewInputs;
        ledger.Calls.Enqueue($"update {input.Urn.Name}");
        return Result(input.Id, input.NewInputs, failure);
    }

    public async Task DeleteAsync(DeleteInput input, CancellationToken cancellationToken)
    {
        await behavior.BeforeAsync("delete", input.Urn);
        if (!ledger.Live.TryRemove(input.Id, out _))
        {
            throw new ProviderException($"{input.Id} does not exist");
        }

        ledger.Calls.Enqueue($"delete {input.Urn.Name}");
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    private static OperationResult Result(string id, PropertyMap inputs, string? failure) =>
        new()
        {
            Id = id,
            Outputs = inputs.With("out", "of " + id),
            Failure = failure,
            InitErrors = failure is null ? [] : [failure],
        };

    private static DiffResult Compare(DiffInput input, bool hasDetails)
    {
        ImmutableArray<string> changed =
        [
            .. input
                .OldInputs.Keys.Union(input.NewInputs.Keys)
                .Where(name => !Equals(input.OldInputs.Get(name), input.NewInputs.Get(name)))
                .Where(name => name != "name" || input.NewInputs.ContainsKey(name)),
        ];
        return new()
        {
            Changes = changed.IsEmpty ? DiffChanges.None : DiffChanges.Some,
            ChangedKeys = changed,
            ReplaceKeys =
                hasDetails || changed.Contains("forceAll")
                    ? [.. changed.Where(name => name.StartsWith("force", StringComparison.Ordinal))]
                    : [],
            DeleteBeforeReplace = input.NewInputs.ContainsKey("deleteFirst"),
        };
    }
}
