using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>Converts between protocol messages and values.</summary>
internal static class ProviderMessages
{
    private static readonly EncodeOptions Final = EncodeOptions.Provider with
    {
        KeepUnknowns = false,
    };

    /// <summary>Reads properties; an absent struct is an empty map.</summary>
    public static PropertyMap Read(Struct? properties) => PropertyDecoder.Decode(properties);

    /// <summary>Writes properties; only a preview may hold unknowns.</summary>
    public static Struct Write(PropertyMap properties, bool isPreview) =>
        PropertyEncoder.Encode(properties, isPreview ? EncodeOptions.Provider : Final);

    /// <summary>The resource that a request is about.</summary>
    /// <param name="urn">The URN.</param>
    /// <param name="id">The id, if the request has one.</param>
    /// <exception cref="InfraException">It is no URN, or names what neither a machine's definition nor a file can name.</exception>
    public static ResourceIdentity Identity(string urn, string id = "")
    {
        var parsed = Urn.Parse(urn);
        Require(parsed.Name, $"The name of the {parsed.Type}", "Rename the resource.");
        Require(id, $"The id of {urn}", "Import the resource by the right id.");
        return new(parsed);
    }

    private static void Require(string text, string what, string next)
    {
        if (ForbiddenCharacter.InName(text) is { } character)
        {
            throw new InfraException(
                $"{what} has the character {character}, which neither a machine nor a file can have in its name. {next}"
            );
        }
    }

    /// <summary>Builds the answer to a check.</summary>
    public static CheckResponse Check(
        PropertyMap inputs,
        ImmutableArray<(string Path, string Reason)> failures
    )
    {
        var response = new CheckResponse { Inputs = Write(inputs, isPreview: true) };
        response.Failures.AddRange(Failures(failures));
        return response;
    }

    /// <summary>Encodes the failures of inputs.</summary>
    public static IEnumerable<CheckFailure> Failures(
        ImmutableArray<(string Path, string Reason)> failures
    ) => failures.Select(f => new CheckFailure { Property = f.Path, Reason = f.Reason });

    /// <summary>Builds the answer to a diff, always with the detailed diff.</summary>
    public static DiffResponse Diff(DiffOutcome outcome)
    {
        var response = new DiffResponse
        {
            Changes = outcome.Changes.IsEmpty
                ? DiffResponse.Types.DiffChanges.DiffNone
                : DiffResponse.Types.DiffChanges.DiffSome,
            DeleteBeforeReplace = outcome.DeleteBeforeReplace,
            HasDetailedDiff = true,
        };
        response.Diffs.AddRange(
            outcome.Changes.Select(c => c.Property).Distinct(StringComparer.Ordinal)
        );
        response.Replaces.AddRange(
            outcome
                .Changes.Where(c => c.IsReplace)
                .Select(c => c.Property)
                .Distinct(StringComparer.Ordinal)
        );
        if (response.Replaces.Count == 0)
        {
            response.Stables.AddRange(outcome.Stables);
        }

        foreach (var change in outcome.Changes)
        {
            response.DetailedDiff[change.Path] = new()
            {
                Kind = Kind(change),
                InputDiff = !change.IsOutput,
                Impact = Impact(change.Impact),
                Reason = change.Reason,
            };
        }

        return response;
    }

    private static string Impact(ChangeImpact impact) =>
        impact switch
        {
            ChangeImpact.None => "none",
            ChangeImpact.InPlace => "inPlace",
            ChangeImpact.Live => "live",
            ChangeImpact.Restart => "restart",
            ChangeImpact.Replace => "replace",
            _ => "replaceLosingData",
        };

    private static PropertyDiff.Types.Kind Kind(PropertyChange change) =>
        (change.Kind, change.IsReplace) switch
        {
            (ChangeKind.Add, false) => PropertyDiff.Types.Kind.Add,
            (ChangeKind.Add, true) => PropertyDiff.Types.Kind.AddReplace,
            (ChangeKind.Delete, false) => PropertyDiff.Types.Kind.Delete,
            (ChangeKind.Delete, true) => PropertyDiff.Types.Kind.DeleteReplace,
            (_, false) => PropertyDiff.Types.Kind.Update,
            (_, true) => PropertyDiff.Types.Kind.UpdateReplace,
        };
}
