using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Facts;
using Infra.NixHost.Hosts.Ssh;
using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.GetHost;
using Infra.NixHost.Provider.Hosts;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Structures;
using Infra.NixHost.Provider.Values;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Host;

/// <summary>Connects to a host and records what it is; nothing is made or removed.</summary>
internal sealed class HostHandler(ProviderSession session, OpenHosts hosts) : IResourceHandler
{
    /// <summary>Where the outputs keep what tells machines of one UUID apart.</summary>
    private const string MachineId = ResourceDefinition.InternalPrefix + "machineId";

    /// <inheritdoc/>
    public ResourceDefinition Definition => HostDefinition.Resource;

    /// <inheritdoc/>
    public Task<PropertyMap> CheckAsync(CheckCall call, CancellationToken cancellationToken)
    {
        HostCheck.Run(call);
        return Task.FromResult(call.News);
    }

    /// <inheritdoc/>
    public async Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken)
    {
        if (call.Changes.IsEmpty || call.News.Values.Any(PropertyContent.HasUnknown))
        {
            return new(call.Changes);
        }

        var found = await hosts.LookAsync(call.News, cancellationToken);
        RequireNoTwin(found, call.Id, call.OldInputs, call.OldOutputs);
        if (
            $"{found.Machine.Uuid}" == call.Id
            && HostCheck.Moved(call.OldInputs, call.News).FirstOrDefault() is ({ } name, { } reason)
        )
        {
            throw new InfraException($"{name} of the host {call.Identity.Name}: {reason}.");
        }

        return $"{found.Machine.Uuid}" == call.Id
            ? new(call.Changes)
            : new([
                .. call.Changes.Select(change =>
                    change with
                    {
                        Impact = ChangeImpact.Replace,
                        Reason = $"it leads to another machine, {found.Machine.Uuid}",
                    }
                ),
            ]);
    }

    /// <inheritdoc/>
    public async Task<ResourceState> CreateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        if (call.News.Values.Any(PropertyContent.HasUnknown))
        {
            return new("", call.News, FutureHost.Outputs(Definition));
        }

        var found = await hosts.LookAsync(call.News, cancellationToken);
        var facts = await found.Open.Session.Host.Facts.ReadAsync(cancellationToken);
        await ReportAsync(call.Identity, facts.Problems, cancellationToken);
        return new($"{found.Machine.Uuid}", call.News, Outputs(found.Machine, call.News, facts));
    }

    /// <inheritdoc/>
    public async Task<PropertyMap> UpdateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    ) => (await CreateAsync(call, cancellationToken)).Outputs;

    /// <inheritdoc/>
    public Task<OwnedObject?> FindAsync(StateCall call, CancellationToken cancellationToken) =>
        Task.FromResult<OwnedObject?>(null);

    /// <inheritdoc/>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        var inputs =
            call.Inputs.Count > 0 ? call.Inputs : await ImportAsync(call.Id, cancellationToken);
        var found = await hosts.LookAsync(inputs, cancellationToken);
        if (call.Inputs.Count > 0 && $"{found.Machine.Uuid}" != call.Id)
        {
            throw MachineErrors.Other(
                new InputReader(inputs).Text(SshSettings.Address),
                found.Machine.Uuid,
                call.Id
            );
        }

        RequireNoTwin(found, call.Id, call.Inputs, call.Outputs);
        var facts = await found.Open.Session.Host.Facts.ReadAsync(cancellationToken);
        return new($"{found.Machine.Uuid}", inputs, Outputs(found.Machine, inputs, facts));
    }

    /// <summary>The provider's own host is the only one that nobody has to look for.</summary>
    public async Task<IReadOnlyList<ListedObject>> ListAsync(CancellationToken cancellationToken)
    {
        var machine = await session.Host.Facts.ReadMachineAsync(cancellationToken);
        return [new($"{machine.Uuid}", "host", null)];
    }

    /// <inheritdoc/>
    public Task DeleteAsync(StateCall call, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    private async Task<PropertyMap> ImportAsync(string id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var machine))
        {
            return SshSettings.InputsOf(id);
        }

        return machine == (await session.Host.Facts.ReadMachineAsync(cancellationToken)).Uuid
            ? session.Host.Options.Ssh is { } ssh
                ? SshSettings.InputsOf(ssh.Address)
                : PropertyMap.Empty
            : throw new HostException(
                "host-unknown",
                $"The provider's own host is not the machine {id}. Give the address of the host instead, as ssh://root@attic.lan."
            );
    }

    private static void RequireNoTwin(
        FoundHost found,
        string id,
        PropertyMap olds,
        PropertyMap outputs
    )
    {
        if (
            $"{found.Machine.Uuid}" == id
            && new InputReader(outputs).Text(MachineId) is { Length: > 0 } known
            && known != found.Machine.Id
        )
        {
            throw MachineErrors.Twins(
                found.Open.Name,
                new InputReader(olds).Text(SshSettings.Address) ?? "this machine",
                found.Machine.Uuid
            );
        }
    }

    private async Task ReportAsync(
        ResourceIdentity identity,
        IReadOnlyList<HostProblem> problems,
        CancellationToken cancellationToken
    )
    {
        if (problems.FirstOrDefault(p => p.IsFatal) is { } fatal)
        {
            throw new HostException(fatal.Code, $"{fatal.Message} {fatal.Hint}");
        }

        foreach (var problem in problems)
        {
            await session.Log.WarnAsync(
                identity.Urn,
                ErrorCode.Append($"{problem.Message} {problem.Hint.TrimEnd('.')}", problem.Code),
                cancellationToken
            );
        }
    }

    private static PropertyMap Outputs(HostMachine machine, PropertyMap inputs, HostFacts facts) =>
        PropertyMap
            .Create(GetHostFunction.OutputsOf(facts).Where(p => !HostDefinition.IsFreeSpace(p.Key)))
            .With(HostStructures.Uuid, $"{machine.Uuid}")
            .With(MachineId, machine.Id)
            .With("connection", OpenHosts.ConnectionOf(machine.Uuid, inputs));
}
