using System.Collections.Immutable;
using Infra.Engine.Goals;
using Infra.Engine.Monitor.Hooks;
using Infra.Engine.State;
using Infra.Engine.Values;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>Reads goals from a program's messages.</summary>
internal sealed class GoalReader(string rootDirectory)
{
    private static readonly DecodeOptions Values = new() { KeepOutputValues = false };

    /// <summary>The goal, before options are inherited and a provider is found.</summary>
    public ResourceGoal Read(RegisterResourceRequest request)
    {
        if (request.Custom || request.Remote)
        {
            RequireToken(request.Type);
        }

        var values = PropertyDecoder.Decode(request.Object);
        var dependencies = Urns(request.Dependencies);
        return new()
        {
            Type = request.Type,
            Name = request.Name,
            Custom = request.Custom,
            Properties = OutputValues.Lower(values),
            Parent = Optional(request.Parent),
            Provider = request.Provider,
            ImportId = request.ImportId,
            Aliases = [.. Aliases(request)],
            Dependencies = dependencies,
            PropertyDependencies = PropertyDependencies(request, values, dependencies),
            Protect = request.Protect,
            RetainOnDelete = request.RetainOnDelete,
            DeleteBeforeReplace =
                request.DeleteBeforeReplaceDefined || request.DeleteBeforeReplace
                    ? request.DeleteBeforeReplace
                    : null,
            DeletedWith = Optional(request.DeletedWith),
            ReplaceWith = Urns(request.ReplaceWith),
            ReplacementTrigger = request.ReplacementTrigger is null
                ? null
                : PropertyDecoder.Decode(request.ReplacementTrigger, Values),
            IgnoreChanges = [.. request.IgnoreChanges],
            ReplaceOnChanges = [.. request.ReplaceOnChanges],
            HideDiff = [.. request.HideDiffs],
            AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
            CustomTimeouts = Timeouts(request.CustomTimeouts),
            SourcePosition = Position(request.SourcePosition),
            ResourceHooks = HookBindings.Read(request.Hooks),
        };
    }

    /// <summary>The goal of a resource that is only read.</summary>
    public ResourceGoal Read(ReadResourceRequest request)
    {
        RequireToken(request.Type);
        return new()
        {
            Type = request.Type,
            Name = request.Name,
            Custom = true,
            Properties = PropertyDecoder.Decode(request.Properties, Values),
            Parent = Optional(request.Parent),
            Provider = request.Provider,
            Dependencies = Urns(request.Dependencies),
            AdditionalSecretOutputs = [.. request.AdditionalSecretOutputs],
            SourcePosition = Position(request.SourcePosition),
        };
    }

    private static void RequireToken(string type)
    {
        if (type.Split(':') is not [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 }])
        {
            throw new InfraException(
                $"'{type}' is not a resource type: expected PACKAGE:MODULE:TYPE."
            );
        }
    }

    private static Urn? Optional(string text) => text.Length == 0 ? null : Urn.Parse(text);

    private static ImmutableArray<Urn> Urns(IEnumerable<string> texts) =>
        [
            .. texts
                .Where(text => text.Length > 0)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(Urn.Parse),
        ];

    // A program without property dependencies means that every input may depend on every dependency.
    private static ImmutableSortedDictionary<string, ImmutableArray<Urn>> PropertyDependencies(
        RegisterResourceRequest request,
        PropertyMap values,
        ImmutableArray<Urn> dependencies
    )
    {
        var given = request.PropertyDependencies;
        var isSilent = given.Count == 0 && !request.Remote;
        return values
            .Keys.Union(given.Keys)
            .ToImmutableSortedDictionary(
                name => name,
                name => Urns([.. Named(name), .. Origins(name)]),
                StringComparer.Ordinal
            );

        IEnumerable<string> Named(string name) =>
            isSilent ? dependencies.Select(urn => urn.Value)
            : given.TryGetValue(name, out var named) ? named.Urns
            : [];

        IEnumerable<string> Origins(string name) =>
            values.Get(name) is { } value ? OutputValues.Dependencies(value) : [];
    }

    private static CustomTimeouts? Timeouts(RegisterResourceRequest.Types.CustomTimeouts? timeouts)
    {
        if (timeouts is null)
        {
            return null;
        }

        var result = new CustomTimeouts(
            GoDuration.Seconds(timeouts.Create),
            GoDuration.Seconds(timeouts.Update),
            GoDuration.Seconds(timeouts.Delete),
            GoDuration.Seconds(timeouts.Read)
        );
        return result == new CustomTimeouts(0, 0, 0, 0) ? null : result;
    }

    private string Position(SourcePosition? position)
    {
        if (position is null || position.Uri.Length == 0)
        {
            return "";
        }

        var uri = position.Uri;
        if (Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.IsFile)
        {
            var path = Path.GetRelativePath(rootDirectory, parsed.LocalPath);
            uri = path.StartsWith("..", StringComparison.Ordinal) ? "" : $"project:///{path}";
        }

        return uri.Length == 0 ? "" : $"{uri}#{position.Line},{position.Column}";
    }

    private static IEnumerable<ResourceAlias> Aliases(RegisterResourceRequest request) =>
        request
            .AliasURNs.Select(text => new ResourceAlias { Urn = Urn.Parse(text) })
            .Concat(request.Aliases.Select(ReadAlias));

    private static ResourceAlias ReadAlias(Alias alias)
    {
        if (alias.AliasCase != Alias.AliasOneofCase.Spec)
        {
            return new() { Urn = Urn.Parse(alias.Urn) };
        }

        var spec = alias.Spec;
        return new()
        {
            Name = spec.Name,
            Type = spec.Type,
            Stack = spec.Stack,
            Project = spec.Project,
            // Some SDKs send an empty urn to say that the parent is the same.
            Parent = spec
                is { ParentCase: Alias.Types.Spec.ParentOneofCase.ParentUrn, ParentUrn: not "" }
                ? Urn.Parse(spec.ParentUrn)
                : null,
            NoParent =
                spec.ParentCase == Alias.Types.Spec.ParentOneofCase.NoParent && spec.NoParent,
        };
    }
}
