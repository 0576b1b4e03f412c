using System.Collections.Immutable;
using Grpc.Core;
using Infra.NixHost.Provider;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Hosts;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rpc;
using Infra.NixHost.Testing.Stacks;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;
using PropertyPath = Infra.Protocol.Paths.PropertyPath;

namespace Infra.NixHost.Testing.Running;

/// <summary>Takes the resources of Infra.NixHost through the provider.</summary>
internal sealed class NixHostResources(StackEngine engine, RunRecord record, bool isPreview)
{
    /// <summary>What the tokens of the package begin with.</summary>
    public const string Prefix = ResourceDefinition.Package + ":";

    private const string Guest = "NixGuest";

    /// <summary>What happens to the inputs of a guest before it is made or changed.</summary>
    public Action<PropertyMap> BeforeGuest { get; init; } = _ => { };

    private readonly HashSet<string> _registered = new(StringComparer.Ordinal);

    /// <summary>Whether a type is one of the package.</summary>
    public static bool Has(string type) => type.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The last part of a token of the package, and any other token as it is.</summary>
    public static string ShortType(string type) => Has(type) ? type.Split(':')[^1] : type;

    /// <summary>Checks and plans a resource, and makes it unless this is a preview.</summary>
    public async Task<(string Id, PropertyMap Outputs)> RegisterAsync(
        RegisterResourceRequest request,
        Urn urn,
        PropertyMap inputs,
        CancellationToken cancellationToken
    )
    {
        _registered.Add(urn.Value);
        Rename(request, urn);
        try
        {
            var identity = ProviderMessages.Identity(urn.Value, request.ImportId);
            if (request.ImportId.Length > 0 && !engine.State.ContainsKey(urn.Value))
            {
                await ImportAsync(identity, request.ImportId);
            }

            inputs = WithoutIgnored(request, urn, inputs);
            return await RunAsync(request, identity, inputs, cancellationToken);
        }
        catch (CheckFailedException e)
        {
            foreach (var (path, reason) in e.Failures)
            {
                record.Add(ShortType(urn.Type), urn.Name, path, reason);
            }
        }
        // The engine tells whatever a provider's call ends with, bugs too.
        catch (Exception e) when (e is not OperationCanceledException and not RpcException)
        {
            record.Add(ShortType(urn.Type), urn.Name, "", Tell(e, inputs));
        }

        // As in a preview the program goes on, so that one run finds all that is wrong. Nothing is known of what failed.
        return isPreview
            ? ("", PropertyMap.Empty)
            : throw new RpcException(new(StatusCode.Unknown, $"{urn.Value} failed."));
    }

    /// <summary>Reads what exists under an id, as <c>Get</c> does.</summary>
    public async Task<PropertyMap> ReadAsync(
        Urn urn,
        string id,
        CancellationToken cancellationToken
    )
    {
        var identity = ProviderMessages.Identity(urn.Value, id);
        if (await engine.FindAsync(identity, id, cancellationToken) is not { } found)
        {
            throw new RpcException(
                new(
                    StatusCode.Unknown,
                    $"The host has no {ShortType(urn.Type)} with the id '{id}'."
                )
            );
        }

        record.Resources.Enqueue(
            new(urn.Value, ShortType(urn.Type), urn.Name, PlannedOperation.Read)
            {
                Inputs = PlainValues.Of(found.Inputs),
                Outputs = PlainValues.Of(found.Outputs),
            }
        );
        return found.Outputs;
    }

    /// <summary>Calls a function of the provider.</summary>
    public Task<(
        PropertyMap Outputs,
        ImmutableArray<(string Path, string Reason)> Failures
    )> CallAsync(string token, PropertyMap arguments, CancellationToken cancellationToken) =>
        new HostedFunctions(engine.Hosts, Package.FunctionsOf).InvokeAsync(
            token,
            arguments,
            cancellationToken
        );

    /// <summary>What a person is told of a failure.</summary>
    public string Tell(Exception failure, PropertyMap inputs) =>
        failure is InitFailedException unfinished
            ? string.Join('\n', unfinished.Reasons)
            : engine.Tell(failure, inputs);

    /// <summary>Deletes what the program registers no more, the last first.</summary>
    public async Task DeleteRestAsync()
    {
        var rest = engine.State.Where(s => !_registered.Contains(s.Key)).Reverse().ToList();
        foreach (var (name, step) in rest)
        {
            var urn = Urn.Parse(name);
            var resource = new PlannedResource(
                name,
                ShortType(urn.Type),
                urn.Name,
                PlannedOperation.Delete
            )
            {
                Inputs = PlainValues.Of(step.Inputs),
                Outputs = PlainValues.Of(step.Outputs),
            };
            record.Resources.Enqueue(
                resource.Type == Guest ? new PlannedGuest(resource, null) : resource
            );
            if (!isPreview)
            {
                await DeleteAsync(urn);
            }
        }
    }

    private async Task DeleteAsync(Urn urn)
    {
        try
        {
            await engine.DestroyAsync(new(urn), default);
        }
        // The engine tells whatever a provider's call ends with, bugs too.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            record.Add(ShortType(urn.Type), urn.Name, "", Tell(e, PropertyMap.Empty));
        }
    }

    /// <summary>A resource that goes under another name in the state is the same one.</summary>
    private void Rename(RegisterResourceRequest request, Urn urn)
    {
        var former = request
            .AliasURNs.Concat(request.Aliases.Select(a => FormerUrn(a, request, urn)))
            .FirstOrDefault(engine.State.ContainsKey);
        if (!engine.State.ContainsKey(urn.Value) && former is not null)
        {
            engine.State.Remove(former, out var step);
            // The lookup above has found it.
            engine.State[urn.Value] = step!;
        }
    }

    private static string FormerUrn(Alias alias, RegisterResourceRequest request, Urn urn)
    {
        if (alias.Spec is not { } spec)
        {
            return alias.Urn;
        }

        static string Or(string given, string own) => given.Length > 0 ? given : own;
        var parent =
            spec.ParentCase == Alias.Types.Spec.ParentOneofCase.ParentUrn ? spec.ParentUrn
            : spec.NoParent ? ""
            : request.Parent;
        return Urn.Create(
            Or(spec.Stack, urn.Stack),
            Or(spec.Project, urn.Project),
            Urn.TryParse(parent),
            Or(spec.Type, urn.Type),
            Or(spec.Name, urn.Name)
        ).Value;
    }

    private async Task ImportAsync(ResourceIdentity identity, string id)
    {
        if (await engine.ImportAsync(identity, id) is null)
        {
            throw new Infra.Protocol.InfraException(
                $"The host has no {ShortType(identity.Urn.Type)} with the id '{id}', so that it cannot be imported."
            );
        }
    }

    /// <summary>The inputs with the former values of those whose changes are ignored.</summary>
    private PropertyMap WithoutIgnored(RegisterResourceRequest request, Urn urn, PropertyMap inputs)
    {
        if (!engine.State.TryGetValue(urn.Value, out var old))
        {
            return inputs;
        }

        foreach (var path in request.IgnoreChanges)
        {
            inputs = PropertyPath.Parse(path).Reset(old.Inputs, inputs) ?? inputs;
        }

        return inputs;
    }

    private async Task AddAsync(
        ResourceIdentity identity,
        Step step,
        CancellationToken cancellationToken
    )
    {
        var urn = identity.Urn;
        var resource = new PlannedResource(
            urn.Value,
            ShortType(urn.Type),
            urn.Name,
            step.Operation switch
            {
                "create" => PlannedOperation.Create,
                "replace" => PlannedOperation.Replace,
                "same" => PlannedOperation.Same,
                _ => PlannedOperation.Update,
            }
        )
        {
            Changes =
            [
                .. (step.Diff?.Changes ?? []).Select(c => new PlannedChange(
                    c.Path,
                    (Impact)c.Impact,
                    c.Describe()
                )),
            ],
            Inputs = PlainValues.Of(step.Inputs),
            Outputs = PlainValues.Of(step.Outputs),
        };
        record.Resources.Enqueue(
            resource.Type == Guest
                ? new PlannedGuest(
                    resource,
                    await GuestDomain.XmlOfAsync(engine.Session, identity, step, cancellationToken)
                )
                : resource
        );
    }

    private async Task<(string Id, PropertyMap Outputs)> RunAsync(
        RegisterResourceRequest request,
        ResourceIdentity identity,
        PropertyMap inputs,
        CancellationToken cancellationToken
    )
    {
        var news = await engine.CheckAsync(identity, inputs, cancellationToken);
        if (!isPreview && ShortType(identity.Urn.Type) == Guest)
        {
            BeforeGuest(news);
        }

        var step = await engine.RunAsync(
            identity,
            news,
            [.. request.IgnoreChanges],
            isPreview,
            cancellationToken
        );
        await AddAsync(identity, step, cancellationToken);
        return (step.Id, step.Outputs);
    }
}
