using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Which objects a list is about.</summary>
/// <param name="Owned">Only those that a stack owns, or only the others; <c>null</c> for all.</param>
/// <param name="Unfit">Whether also those that an import refuses.</param>
/// <param name="After">The last id of the page before; empty for the first page.</param>
/// <param name="Most">The largest number of objects to list.</param>
internal sealed record ListingQuery(bool? Owned, bool Unfit, string After, int Most)
{
    /// <summary>Reads the properties of a query, which must be known.</summary>
    /// <exception cref="InfraException">There is another property, or no truth value.</exception>
    public static ListingQuery Read(PropertyMap query, string after, int most)
    {
        var failures = new CheckFailures();
        var inputs = new InputCheck(failures).Check(ResourceDefinition.ListInputs, query);
        var reader = new InputReader(inputs);
        return failures.AreNone
            ? new(reader.Flag("owned"), reader.Flag("unfit") ?? false, after, most)
            : throw new InfraException(
                "The list has wrong inputs: "
                    + string.Join("; ", failures.Found.Select(f => $"{f.Path}: {f.Reason}"))
                    + "."
            );
    }

    /// <summary>Whether an object is meant.</summary>
    public bool Takes(ListedObject found) =>
        (Owned is null || Owned == found.Owner is not null)
        && string.CompareOrdinal(found.Id, After) > 0;
}
