using System.Text.Json;
using Infra.Engine.Events;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Cli.Json;

/// <summary>Collects what a preview would create as a file for <c>import</c>, with placeholders for the ids.</summary>
internal sealed class ImportList : IEngineEventSink
{
    private const string Placeholder = "<PLACEHOLDER>";
    private readonly List<ResourceState> _creates = [];
    private readonly Dictionary<string, Urn> _known = new(StringComparer.Ordinal);

    public void Publish(EngineEvent engineEvent)
    {
        if (engineEvent is not EngineEvent.ResourcePre { Step: { New: { } state } step })
        {
            return;
        }

        if (step.Op == StepOp.Create && !IsOwn(state))
        {
            _creates.Add(state);
        }
        else if (!IsOwn(state))
        {
            _known[state.Urn.Name] = state.Urn;
        }
    }

    public string Text() => JsonText.Write(JsonLayout.Wide, Write);

    private static bool IsOwn(ResourceState state) =>
        state.Type == Urn.RootStackType || Urn.IsProviderType(state.Type);

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        var parents = _creates
            .Select(c => c.Parent)
            .OfType<Urn>()
            .Where(p => _known.GetValueOrDefault(p.Name) == p)
            .Distinct()
            .ToList();
        if (parents.Count > 0)
        {
            json.WriteStartObject("nameTable");
            parents.ForEach(p => json.WriteString(p.Name, p.Value));
            json.WriteEndObject();
        }

        json.WriteStartArray("resources");
        _creates.ForEach(c => Write(json, c));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ResourceState state)
    {
        json.WriteStartObject();
        json.WriteString("type", state.Type);
        json.WriteString("name", state.Urn.Name);
        if (state.Custom)
        {
            json.WriteString("id", Placeholder);
        }
        else
        {
            json.WriteBoolean("component", true);
        }

        if (state.Parent is { } parent && parent.Type != Urn.RootStackType)
        {
            json.WriteString("parent", parent.Name);
        }

        json.WriteEndObject();
    }
}
