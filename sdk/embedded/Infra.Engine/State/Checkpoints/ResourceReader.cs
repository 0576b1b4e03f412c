using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Json;
using Infra.Protocol.Naming;

namespace Infra.Engine.State.Checkpoints;

/// <summary>Reads one resource object of a state.</summary>
internal sealed class ResourceReader(SecretCiphertexts secrets)
{
    private readonly PropertyValueReader _values = new(secrets);

    /// <summary>Reads a resource; <paramref name="where"/> names its place in the file for messages.</summary>
    public ResourceState Read(JsonElement element, string where)
    {
        var fields = new JsonFields(element, where);
        var urnText = fields.Text("urn");
        if (string.IsNullOrEmpty(urnText))
        {
            throw new StateFormatException($"{where} has no 'urn'");
        }

        where = $"{where} ({urnText})";
        var urn = ParseUrn(urnText, where);
        var type = fields.Text("type");
        if (string.IsNullOrEmpty(type))
        {
            throw new StateFormatException($"{where} has no 'type'");
        }

        var state = ReadBasics(fields, urn, type, where);
        state = ReadRelations(fields, state, where);
        return ReadHistory(fields, state, where);
    }

    private ResourceState ReadBasics(JsonFields fields, Urn urn, string type, string where) =>
        new()
        {
            Urn = urn,
            Type = type,
            Custom = fields.Flag("custom"),
            Id = fields.Text("id") ?? "",
            Inputs = _values.ReadMap(Place(urn, "inputs"), fields.Take("inputs")),
            Outputs = _values.ReadMap(Place(urn, "outputs"), fields.Take("outputs")),
            ReplacementTrigger = fields.Take("replacementTrigger") is { } trigger
                ? _values.Read(Place(urn, "replacementTrigger"), trigger)
                : null,
            Delete = fields.Flag("delete"),
            PendingReplacement = fields.Flag("pendingReplacement"),
            Protect = fields.Flag("protect"),
            Taint = fields.Flag("taint"),
            External = fields.Flag("external"),
            RetainOnDelete = fields.Flag("retainOnDelete"),
            RefreshBeforeUpdate = fields.Flag("refreshBeforeUpdate"),
            CustomTimeouts = ReadTimeouts(fields.Take("customTimeouts"), where),
        };

    private static ResourceState ReadRelations(
        JsonFields fields,
        ResourceState state,
        string where
    ) =>
        state with
        {
            Parent = OptionalUrn(fields, "parent", where),
            Provider = fields.Text("provider") ?? "",
            Dependencies = Urns(fields.Texts("dependencies"), where),
            PropertyDependencies = fields
                .TextsByName("propertyDependencies")
                .ToImmutableSortedDictionary(
                    p => p.Key,
                    p => Urns(p.Value, where),
                    StringComparer.Ordinal
                ),
            DeletedWith = OptionalUrn(fields, "deletedWith", where),
            ReplaceWith = Urns(fields.Texts("replaceWith"), where),
            Aliases = Urns(fields.Texts("aliases"), where),
        };

    private static ResourceState ReadHistory(JsonFields fields, ResourceState state, string where)
    {
        state = state with
        {
            InitErrors = fields.Texts("initErrors"),
            AdditionalSecretOutputs = fields.Texts("additionalSecretOutputs"),
            IgnoreChanges = fields.Texts("ignoreChanges"),
            ReplaceOnChanges = fields.Texts("replaceOnChanges"),
            HideDiff = fields.Texts("hideDiff"),
            ImportId = fields.Text("importID") ?? "",
            SourcePosition = fields.Text("sourcePosition") ?? "",
            ResourceHooks = fields.TextsByName("resourceHooks"),
        };
        var exact = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        state = state with
        {
            Created = ReadTime(fields, "created", where, exact),
            Modified = ReadTime(fields, "modified", where, exact),
        };
        return state with { Uninterpreted = fields.Rest().AddRange(exact) };
    }

    /// <summary>The place of a field, which is its key in the cache of ciphertexts.</summary>
    public static string Place(Urn urn, string field) => $"{urn.Value}#{field}";

    private static CustomTimeouts? ReadTimeouts(JsonElement? element, string where)
    {
        if (element is not { } value)
        {
            return null;
        }

        var fields = new JsonFields(value, $"{where}: 'customTimeouts'");
        return new(
            fields.Number("create"),
            fields.Number("update"),
            fields.Number("delete"),
            fields.Number("read")
        );
    }

    /// <summary>Reads a time. Go writes nanoseconds and .NET counts hundreds of them, so the exact text is kept with it.</summary>
    private static DateTimeOffset? ReadTime(
        JsonFields fields,
        string name,
        string where,
        ImmutableSortedDictionary<string, string>.Builder exact
    )
    {
        if (fields.Text(name) is not { } text)
        {
            return null;
        }

        var time =
            GoText.ParseTime(text)
            ?? throw new StateFormatException(
                $"{where}: '{name}' must be a time like 2026-01-31T12:00:00Z, not '{text}'"
            );
        if (GoText.Time(time) != text)
        {
            exact[name] = JsonSerializer.Serialize(text);
        }

        return time;
    }

    private static Urn? OptionalUrn(JsonFields fields, string name, string where) =>
        fields.Text(name) is { Length: > 0 } text ? ParseUrn(text, where) : null;

    private static ImmutableArray<Urn> Urns(ImmutableArray<string> texts, string where) =>
        [.. texts.Select(text => ParseUrn(text, where))];

    private static Urn ParseUrn(string text, string where) =>
        Urn.TryParse(text)
        ?? throw new StateFormatException(
            $"{where}: '{text}' is not a urn; expected urn:pulumi:STACK::PROJECT::TYPE::NAME"
        );
}
