using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Structures;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Hosts;

/// <summary>
/// A resource whose host is not known, because its address comes from what is not made yet, or because the input is wrong. Nothing but the types of its
/// inputs can be checked.
/// </summary>
/// <param name="secrets">The secrets of all inputs, which no message quotes.</param>
internal sealed class FutureHost(SecretTexts secrets)
{
    /// <summary>Checks names and types of the inputs.</summary>
    public (PropertyMap Inputs, ImmutableArray<(string Path, string Reason)> Failures) Check(
        ResourceDefinition definition,
        ResourceIdentity identity,
        (PropertyMap Olds, PropertyMap News) inputs
    )
    {
        secrets.Add(inputs.Olds);
        secrets.Add(inputs.News);
        var failures = new CheckFailures();
        var checkedInputs = Carry(
            definition,
            inputs.Olds,
            new InputCheck(failures).Check(definition.Inputs, inputs.News)
        );
        if (!failures.Has(HostInput.Name))
        {
            HostInput.Check(checkedInputs, failures);
        }

        identity =
            inputs.Olds.Count > 0
                ? OriginMark.Read(identity, inputs.Olds)
                : OriginMark.Begin(identity, inputs.News);
        return (
            OriginMark.Write(identity, checkedInputs),
            [.. failures.Found.Select(f => (f.Path, secrets.Hide(f.Path, f.Reason)))]
        );
    }

    /// <summary>What the program leaves out stays as it is, because checks on the host may have decided on it.</summary>
    private static PropertyMap Carry(
        ResourceDefinition definition,
        PropertyMap olds,
        PropertyMap news
    ) =>
        definition
            .Inputs.Where(i => !news.ContainsKey(i.Name) && olds.ContainsKey(i.Name))
            .Aggregate(news, (all, i) => all.With(i.Name, olds[i.Name]));

    /// <summary>The changes by the definitions. Whether the machine is another one, only up can tell.</summary>
    public static DiffOutcome Diff(
        ResourceDefinition definition,
        PropertyMap olds,
        PropertyMap news
    ) =>
        new([
            .. InputDiff
                .Compare(definition, olds, news)
                .Select(change =>
                    change.Property != HostInput.Name
                        ? change
                        : change with
                        {
                            Impact = ChangeImpact.InPlace,
                            Reason =
                                "the host is not known yet; another machine would replace the resource",
                        }
                ),
        ]);

    /// <summary>A resource of which nothing is known.</summary>
    public static PropertyMap Outputs(ResourceDefinition definition) =>
        definition.Outputs.Aggregate(
            PropertyMap.Empty,
            (outputs, p) => outputs.With(p.Name, PropertyValue.Computed.Instance)
        );
}
