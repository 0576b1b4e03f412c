using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Provider.Components;

/// <summary>Constructs components inside the deployment that asks for them.</summary>
/// <param name="session">The session.</param>
/// <param name="components">The components.</param>
internal sealed class Construction(ProviderSession session, ImmutableArray<IComponent> components)
{
    /// <summary>Registers a component with its resources and outputs.</summary>
    /// <exception cref="InputsException">Its inputs are wrong; nothing was registered.</exception>
    public async Task<ConstructResponse> RunAsync(
        ConstructRequest request,
        CancellationToken cancellationToken
    )
    {
        var component = Find(request.Type);
        var inputs = ReadInputs(request);
        session.Secrets.Add(inputs);
        Require(component, inputs);
        using var monitor = new ComponentMonitor(request, cancellationToken);
        var urn = await monitor.RegisterComponentAsync();
        var outputs = await component.BuildAsync(
            new(monitor, session, urn, request.Name),
            inputs,
            cancellationToken
        );
        await monitor.RegisterOutputsAsync(urn, outputs);
        var answer = new ConstructResponse
        {
            Urn = urn,
            State = PropertyEncoder.Encode(outputs, EncodeOptions.FromProgram),
        };
        foreach (var (name, value) in outputs)
        {
            answer.StateDependencies[name] = new() { Urns = { Flow.DependenciesOf(value) } };
        }

        return answer;
    }

    private IComponent Find(string type) =>
        components.FirstOrDefault(c => c.Definition.Token == type)
        ?? throw new InfraException(
            $"The provider '{ResourceDefinition.Package}' has no component '{type}'; it has: "
                + $"{string.Join(", ", components.Select(c => c.Definition.Token))}. "
                + "Correct the type, or install the version of the provider that has it."
        );

    /// <summary>The inputs with their dependencies, which engines tell of whole properties where they know no more.</summary>
    private static PropertyMap ReadInputs(ConstructRequest request) =>
        PropertyDecoder
            .Decode(request.Inputs)
            .Select(
                (name, value) =>
                    request.InputDependencies.TryGetValue(name, out var from)
                    && from.Urns.Except(Flow.DependenciesOf(value), StringComparer.Ordinal).Any()
                        ? Flow.Mark(value, isSecret: false, from.Urns)
                        : value
            );

    private void Require(IComponent component, PropertyMap inputs)
    {
        var failures = new CheckFailures();
        new InputCheck(failures).Check(component.Definition.Inputs, inputs);
        component.Check(inputs, failures);
        if (!failures.AreNone)
        {
            throw new InputsException([
                .. failures.Found.Select(f => (f.Path, session.Secrets.Hide(f.Path, f.Reason))),
            ]);
        }
    }
}
