using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Testing.Stacks;

/// <summary>What became of one resource in a run.</summary>
internal sealed record Step(
    string Operation,
    string Id,
    PropertyMap Inputs,
    PropertyMap Outputs,
    DiffOutcome? Diff
);
