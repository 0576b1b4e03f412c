using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Json;
using Infra.Engine.State;
using Infra.Engine.Workspace;
using Infra.Protocol.Values;

namespace Infra.Engine.Events;

/// <summary>Hides secrets of the configuration and of the run's resources in the messages of programs and plugins.</summary>
internal sealed class SecretMask : IEngineEventSink
{
    private const string Replacement = "[secret]";

    /// <summary>A shorter secret occurs by chance in a message, so hiding it would spoil the text and give the secret away.</summary>
    private const int ShortestHidden = 3;

    private readonly IEngineEventSink _sink;
    private ImmutableHashSet<string> _secrets = ImmutableHashSet.Create<string>(
        StringComparer.Ordinal
    );

    public SecretMask(IEngineEventSink sink, StackConfiguration configuration)
    {
        _sink = sink;
        foreach (var key in configuration.SecretKeys)
        {
            if (configuration.Values.TryGetValue(key, out var text))
            {
                Add(text);
                AddParts(text);
            }
        }
    }

    public void Publish(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case EngineEvent.ResourcePre pre:
                Learn(pre.Step);
                break;
            case EngineEvent.ResourceOutputs outputs:
                Learn(outputs.Step);
                break;
        }

        _sink.Publish(
            engineEvent switch
            {
                EngineEvent.Diagnostic said => said with { Message = Hide(said.Message) },
                EngineEvent.Stdout said => new EngineEvent.Stdout(Hide(said.Message)),
                _ => engineEvent,
            }
        );
    }

    private string Hide(string message) =>
        _secrets.Aggregate(
            message,
            static (text, secret) => text.Replace(secret, Replacement, StringComparison.Ordinal)
        );

    private void Learn(StepMetadata step)
    {
        Learn(step.Old);
        Learn(step.New);
    }

    private void Learn(ResourceState? state)
    {
        if (state is null)
        {
            return;
        }

        foreach (var values in (ReadOnlySpan<PropertyMap>)[state.Inputs, state.Outputs])
        {
            if (values.ContainsSecrets)
            {
                Learn(new PropertyValue.Object(values), isSecret: false);
            }
        }
    }

    private void Learn(PropertyValue value, bool isSecret)
    {
        switch (value)
        {
            case PropertyValue.String text when isSecret:
                Add(text.Value);
                break;
            case PropertyValue.Secret secret:
                Learn(secret.Element, isSecret: true);
                break;
            case PropertyValue.Array array:
                foreach (var item in array.Items)
                {
                    Learn(item, isSecret);
                }

                break;
            case PropertyValue.Object map:
                foreach (var item in map.Properties.Values)
                {
                    Learn(item, isSecret);
                }

                break;
        }
    }

    // A structured value is stored as JSON, and a message may contain any part of it.
    private void AddParts(string text)
    {
        if (text.Length == 0 || text[0] is not ('{' or '['))
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(text, GoJson.Reading);
            AddTexts(document.RootElement);
        }
        catch (JsonException)
        {
            // The text only looks like JSON, so it is hidden as a whole.
        }
    }

    private void AddTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                Add(element.GetString() ?? "");
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    AddTexts(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    AddTexts(property.Value);
                }

                break;
        }
    }

    private void Add(string secret)
    {
        if (secret.Length >= ShortestHidden)
        {
            _secrets = _secrets.Add(secret);
        }
    }
}
