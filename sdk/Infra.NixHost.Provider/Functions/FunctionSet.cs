using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Functions;

/// <summary>The functions by token.</summary>
internal sealed class FunctionSet
{
    private readonly Dictionary<string, IFunction> _functions;

    /// <summary>Indexes the functions; a duplicate name is a bug.</summary>
    public FunctionSet(IEnumerable<IFunction> functions) =>
        _functions = functions.ToDictionary(f => f.Definition.Token, StringComparer.Ordinal);

    /// <summary>Invokes a function; returns its outputs, or the failures of its inputs.</summary>
    public async Task<(
        PropertyMap Outputs,
        ImmutableArray<(string Path, string Reason)> Failures
    )> InvokeAsync(string token, PropertyMap inputs, CancellationToken cancellationToken)
    {
        var function =
            _functions.GetValueOrDefault(token)
            ?? throw new InfraException(
                $"The provider '{ResourceDefinition.Package}' has no function '{token}'; it has: {string.Join(", ", _functions.Keys)}. "
                    + "Correct the name, or install the version of the provider that has it."
            );
        var failures = new CheckFailures();
        inputs = new InputCheck(failures).Check(function.Definition.Inputs, inputs);
        return failures.AreNone
            ? (await function.InvokeAsync(inputs, cancellationToken), [])
            : (PropertyMap.Empty, failures.Found);
    }
}
