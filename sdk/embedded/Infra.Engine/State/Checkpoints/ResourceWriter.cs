using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Json;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.State.Checkpoints;

/// <summary>Writes one resource as an object of a state, fields in Pulumi's order, absent ones left out.</summary>
internal sealed class ResourceWriter(Utf8JsonWriter json, SecretCiphertexts? secrets)
{
    /// <summary>Whether a property without dependencies has an empty list, as in documents for people, or null, as in files.</summary>
    public bool HasEmptyLists { get; init; }

    private readonly PropertyValueWriter _values = new(json, secrets);

    /// <summary>Whether any value needs the feature <c>byteString</c>.</summary>
    public bool SawByteString => _values.SawByteString;

    public void Write(ResourceState state)
    {
        json.WriteStartObject();
        json.WriteString("urn", state.Urn.Value);
        json.WriteBoolean("custom", state.Custom);
        Flag("delete", state.Delete);
        Text("id", state.Id);
        json.WriteString("type", state.Type);
        Values(state, "inputs", state.Inputs);
        Values(state, "outputs", state.Outputs);
        Text("parent", state.Parent?.Value);
        Flag("protect", state.Protect);
        Flag("taint", state.Taint);
        Flag("external", state.External);
        Urns("dependencies", state.Dependencies);
        Texts("initErrors", state.InitErrors);
        Text("provider", state.Provider);
        PropertyDependencies(state.PropertyDependencies);
        Flag("pendingReplacement", state.PendingReplacement);
        Texts("additionalSecretOutputs", state.AdditionalSecretOutputs);
        Urns("aliases", state.Aliases);
        Timeouts(state.CustomTimeouts);
        WriteRest(state);
        json.WriteEndObject();
    }

    private void WriteRest(ResourceState state)
    {
        Text("importID", state.ImportId);
        Flag("retainOnDelete", state.RetainOnDelete);
        Text("deletedWith", state.DeletedWith?.Value);
        Urns("replaceWith", state.ReplaceWith);
        Time("created", state.Created, state);
        Time("modified", state.Modified, state);
        Text("sourcePosition", state.SourcePosition);
        Texts("ignoreChanges", state.IgnoreChanges);
        Texts("hideDiff", state.HideDiff);
        Texts("replaceOnChanges", state.ReplaceOnChanges);
        if (state.ReplacementTrigger is { } trigger and not PropertyValue.Null)
        {
            json.WritePropertyName("replacementTrigger");
            _values.Write(ResourceReader.Place(state.Urn, "replacementTrigger"), trigger);
        }

        Flag("refreshBeforeUpdate", state.RefreshBeforeUpdate);
        Hooks(state.ResourceHooks);
        foreach (
            var (name, raw) in state.Uninterpreted.Where(field =>
                field.Key is not ("created" or "modified")
            )
        )
        {
            json.WritePropertyName(name);
            json.WriteRawValue(raw, skipInputValidation: true);
        }
    }

    private void Text(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private void Flag(string name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, value);
        }
    }

    private void Time(string name, DateTimeOffset? value, ResourceState state)
    {
        if (value is not { } time)
        {
            return;
        }

        var exact = state.Uninterpreted.TryGetValue(name, out var raw)
            ? JsonSerializer.Deserialize<string>(raw)
            : null;
        json.WriteString(
            name,
            exact is not null && GoText.ParseTime(exact) == time ? exact : GoText.Time(time)
        );
    }

    private void Values(ResourceState state, string name, PropertyMap values)
    {
        if (values.Count > 0)
        {
            json.WritePropertyName(name);
            _values.Write(ResourceReader.Place(state.Urn, name), values);
        }
    }

    private void Urns(string name, ImmutableArray<Urn> urns) =>
        Texts(name, [.. urns.Select(urn => urn.Value)]);

    private void Texts(string name, ImmutableArray<string> texts)
    {
        if (texts.IsDefaultOrEmpty)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private void PropertyDependencies(
        ImmutableSortedDictionary<string, ImmutableArray<Urn>> dependencies
    )
    {
        if (dependencies.Count == 0)
        {
            return;
        }

        json.WriteStartObject("propertyDependencies");
        foreach (var (name, urns) in dependencies.OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            if (!urns.IsDefaultOrEmpty)
            {
                Urns(name, urns);
            }
            else if (HasEmptyLists)
            {
                json.WriteStartArray(name);
                json.WriteEndArray();
            }
            else
            {
                json.WriteNull(name);
            }
        }

        json.WriteEndObject();
    }

    private void Hooks(ImmutableSortedDictionary<string, ImmutableArray<string>> hooks)
    {
        if (hooks.All(hook => hook.Value.IsDefaultOrEmpty))
        {
            return;
        }

        json.WriteStartObject("resourceHooks");
        foreach (var (kind, names) in hooks.OrderBy(h => h.Key, StringComparer.Ordinal))
        {
            Texts(kind, names);
        }

        json.WriteEndObject();
    }

    private void Timeouts(CustomTimeouts? timeouts)
    {
        if (timeouts is null or { Create: 0, Update: 0, Delete: 0, Read: 0 })
        {
            return;
        }

        json.WriteStartObject("customTimeouts");
        Seconds("create", timeouts.Create);
        Seconds("update", timeouts.Update);
        Seconds("delete", timeouts.Delete);
        Seconds("read", timeouts.Read);
        json.WriteEndObject();
    }

    private void Seconds(string name, double value)
    {
        if (value != 0)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(GoText.Number(value), skipInputValidation: true);
        }
    }
}
